"""Precision and recall have changed places in your score, so a large beta favours precision. Look at which
of the two ratios the value approaches as beta grows.
"""

import numpy as np


def _precision_and_recall(y, y_hat):
    tp = int(np.sum((y == 1) & (y_hat == 1)))
    called, positive = int(np.sum(y_hat == 1)), int(np.sum(y == 1))
    return tp / called if called else 0.0, tp / positive if positive else 0.0


def f_beta(y, y_hat, beta):
    p, r = _precision_and_recall(y, y_hat)
    below = p + beta**2 * r
    return (1 + beta**2) * p * r / below if below else 0.0
