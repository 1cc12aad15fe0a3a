"""You weigh with beta where the definition has the square of beta; for beta = 1 nobody notices. Look at
both places in which beta stands in the formula.
"""

import numpy as np


def _precision_and_recall(y, y_hat):
    tp = int(np.sum((y == 1) & (y_hat == 1)))
    called, positive = int(np.sum(y_hat == 1)), int(np.sum(y == 1))
    return tp / called if called else 0.0, tp / positive if positive else 0.0


def f_beta(y, y_hat, beta):
    p, r = _precision_and_recall(y, y_hat)
    below = beta * p + r
    return (1 + beta) * p * r / below if below else 0.0
