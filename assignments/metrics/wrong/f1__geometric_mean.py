"""You take the square root of precision times recall: the geometric mean, where F1 is the harmonic one.
Look at the formula for the mean of two rates.
"""

import numpy as np


def _precision_and_recall(y, y_hat):
    tp = int(np.sum((y == 1) & (y_hat == 1)))
    called, positive = int(np.sum(y_hat == 1)), int(np.sum(y == 1))
    return tp / called if called else 0.0, tp / positive if positive else 0.0


def f1_score(y, y_hat):
    p, r = _precision_and_recall(y, y_hat)
    return float(np.sqrt(p * r))
