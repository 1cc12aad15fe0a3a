import numpy as np


def confusion_matrix(y, y_hat, k):
    _check_paired(y, y_hat)
    for labels in (y, y_hat):
        if int(labels.min()) < 0 or int(labels.max()) >= k:
            raise ValueError(f"labels must lie in 0 ... {k - 1}")
    C = np.zeros((k, k), dtype=np.int64)
    np.add.at(C, (y.astype(np.int64), y_hat.astype(np.int64)), 1)
    return C


def micro_f1(y, y_hat, k):
    C = confusion_matrix(y, y_hat, k)
    tp = sum(int(C[c, c]) for c in range(k))
    fp = sum(int(C[r, c]) for c in range(k) for r in range(k) if r != c)
    fn = sum(int(C[c, j]) for c in range(k) for j in range(k) if j != c)
    return 2 * tp / (2 * tp + fp + fn)


def f_beta(y, y_hat, beta):
    if not beta > 0:
        raise ValueError("beta must be positive")
    P, R = precision(y, y_hat), recall(y, y_hat)
    if P == 0 or R == 0:
        return 0.0
    a = 1 / (1 + float(beta) * float(beta))
    return 1 / (a / P + (1 - a) / R)        # weighted harmonic mean
