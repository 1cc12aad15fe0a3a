"""You return F1 whatever beta is. Look at what changes when recall is to count beta times as much as
precision.
"""

import numpy as np


def _precision_and_recall(y, y_hat):
    tp = int(np.sum((y == 1) & (y_hat == 1)))
    called, positive = int(np.sum(y_hat == 1)), int(np.sum(y == 1))
    return tp / called if called else 0.0, tp / positive if positive else 0.0


def f_beta(y, y_hat, beta):
    p, r = _precision_and_recall(y, y_hat)
    return 2 * p * r / (p + r) if p + r else 0.0
