"""The mean is taken over at most two classes per sample, however large k is.

Caught by: hidden/test_macro_f1.py::test_many_more_classes_than_samples
"""

import numpy as np


def macro_f1(y, y_hat, k):
    C = _table(y, y_hat, k)
    marked = C.sum(axis=0) + C.sum(axis=1)
    scores = [_ratio(2 * hit, total) for hit, total in zip(np.diagonal(C), marked, strict=True)]
    return float(np.sum(scores)) / min(k, 2 * len(y))
