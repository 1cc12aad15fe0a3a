import numpy as np


def _hot(labels, k):
    if labels.ndim != 1 or len(labels) == 0:
        raise ValueError("labels must have shape (n,), n >= 1")
    table = labels[:, None].astype(np.int64) == np.arange(k)
    if not table.any(axis=1).all():
        raise ValueError("a label is not among the classes")
    return table.astype(np.int64)


def confusion_matrix(y, y_hat, k):
    a, b = _hot(y, k), _hot(y_hat, k)
    if len(a) != len(b):
        raise ValueError("y and y_hat must be of one length")
    return np.einsum("si,sj->ij", a, b)


def f1_score(y, y_hat):
    C = confusion_matrix(y, y_hat, 2)
    hits = C[1, 1]
    if hits == 0:
        return 0.0
    return float(2 / (C[:, 1].sum() / hits + C[1, :].sum() / hits))


def error_rate(y, y_hat):
    if y.ndim != 1 or y_hat.ndim != 1 or len(y) != len(y_hat) or len(y) == 0:
        raise ValueError("y and y_hat must be (n,)")
    return sum(a != b for a, b in zip(y.tolist(), y_hat.tolist())) / len(y)


def micro_f1(y, y_hat, k):
    C = confusion_matrix(y, y_hat, k)
    return float(np.trace(C) / C.sum())
