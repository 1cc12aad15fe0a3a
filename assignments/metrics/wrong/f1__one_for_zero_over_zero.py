"""You return 1 when no sample is positive and none is called so, and 0/0 is 0 in this course. Look at the
case in which there is nothing to divide by.
"""

import numpy as np


def f1_score(y, y_hat):
    tp = int(np.sum((y == 1) & (y_hat == 1)))
    positives = int(np.sum(y == 1) + np.sum(y_hat == 1))
    return 2 * tp / positives if positives else 1.0
