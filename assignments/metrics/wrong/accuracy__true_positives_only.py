"""You count only the positives that are found; a negative that is left alone is a right prediction too.
Look at both ways in which truth and prediction can agree.
"""

import numpy as np


def accuracy(y, y_hat):
    return float(np.mean((y == 1) & (y_hat == 1)))
