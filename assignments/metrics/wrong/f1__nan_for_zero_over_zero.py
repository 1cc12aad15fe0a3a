"""You divide 0 by 0 when there is no true positive and return NaN; a metric is 0 there. Look at every
denominator of your formula, those of precision and recall too, and at when it is 0.
"""

import numpy as np


def f1_score(y, y_hat):
    tp = np.sum((y == 1) & (y_hat == 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        p, r = tp / np.sum(y_hat == 1), tp / np.sum(y == 1)
        return float(2 * p * r / (p + r))
