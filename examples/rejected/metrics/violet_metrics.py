import numpy as np


def _table(y, y_hat, k):
    """Confusion matrix, or ValueError if the arguments make none."""
    if y.ndim != 1 or y.shape != y_hat.shape or len(y) == 0:
        raise ValueError("expected two arrays of shape (n,), n >= 1")
    if not np.all((0 <= y) & (y < k) & (0 <= y_hat) & (y_hat < k)):
        raise ValueError(f"expected labels from 0 to {k - 1}")
    cells, counts = np.unique(np.stack([y, y_hat]).astype(np.int64), axis=1, return_counts=True)
    table = np.zeros((k, k), dtype=np.int64)
    table[cells[0], cells[1]] = counts
    return table


def _share(part, whole):
    return float(part / whole) if whole > 0 else 0.0


def confusion_counts(y, y_hat):
    t = _table(y, y_hat, 2)
    return int(t[1, 1]), int(t[0, 1]), int(t[0, 0]), int(t[1, 0])


def accuracy(y, y_hat):
    if y.ndim != 1 or y.shape != y_hat.shape or len(y) == 0:
        raise ValueError("expected two arrays of shape (n,), n >= 1")
    return _share(np.sum(y == y_hat), len(y))


def error_rate(y, y_hat):
    return 1 - accuracy(y, y_hat)


def precision(y, y_hat):
    t = _table(y, y_hat, 2)
    return _share(t[1, 1], t[:, 1].sum())


def recall(y, y_hat):
    t = _table(y, y_hat, 2)
    return _share(t[1, 1], t[1].sum())


def f1_score(y, y_hat):
    return f_beta(y, y_hat, 1)


def f_beta(y, y_hat, beta):
    if beta <= 0:
        raise ValueError("expected a positive beta")
    p, r = precision(y, y_hat), recall(y, y_hat)
    return _share((1 + beta**2) * p * r, beta**2 * p + r)


def confusion_matrix(y, y_hat, k):
    return _table(y, y_hat, k)


def macro_f1(y, y_hat, k):
    t = _table(y, y_hat, k)
    return float(np.mean([_share(2 * t[c, c], t[c].sum() + t[:, c].sum()) for c in range(k)]))


def micro_f1(y, y_hat, k):
    t = _table(y, y_hat, k)
    return _share(t.trace(), t.sum())
