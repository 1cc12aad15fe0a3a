"""Your F1 cannot exceed one half: the factor 2 of the harmonic mean is missing. Look at what your formula
gives when precision and recall are both 1.
"""

import numpy as np


def _precision_and_recall(y, y_hat):
    tp = int(np.sum((y == 1) & (y_hat == 1)))
    called, positive = int(np.sum(y_hat == 1)), int(np.sum(y == 1))
    return tp / called if called else 0.0, tp / positive if positive else 0.0


def f1_score(y, y_hat):
    p, r = _precision_and_recall(y, y_hat)
    return p * r / (p + r) if p + r else 0.0
