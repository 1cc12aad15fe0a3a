"""You count only the negatives that are called positive; a positive that is missed is a mistake too. Look
at both ways in which truth and prediction can differ.
"""

import numpy as np


def error_rate(y, y_hat):
    return float(np.mean((y == 0) & (y_hat == 1)))
