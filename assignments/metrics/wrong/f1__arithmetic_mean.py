"""You average precision and recall, and F1 is their harmonic mean, which lies closer to the smaller one.
Look at what the two means give when one ratio is 1 and the other close to 0.
"""

import numpy as np


def _precision_and_recall(y, y_hat):
    tp = int(np.sum((y == 1) & (y_hat == 1)))
    called, positive = int(np.sum(y_hat == 1)), int(np.sum(y == 1))
    return tp / called if called else 0.0, tp / positive if positive else 0.0


def f1_score(y, y_hat):
    p, r = _precision_and_recall(y, y_hat)
    return (p + r) / 2
