import numpy as np


def confusion_counts(y, y_hat):
    y, y_hat = np.asarray(y), np.asarray(y_hat)
    if y.ndim != 1 or y_hat.ndim != 1 or len(y) != len(y_hat) or len(y) == 0:
        raise ValueError("y and y_hat must be vectors of one length")
    tp = fp = tn = fn = 0
    for t, p in zip(y.tolist(), y_hat.tolist()):
        if t not in (0, 1) or p not in (0, 1):
            raise ValueError("labels must be 0 or 1")
        tp += t * p
        fp += p
        tn += (1 - t) * (1 - p)
        fn += t * (1 - p)
    return tp, fp, tn, fn
