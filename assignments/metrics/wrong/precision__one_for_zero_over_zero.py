"""You return 1 when nothing is called positive, and 0/0 is 0 in this course: nothing found, nothing
earned. Look at the case in which the denominator is 0.
"""

import numpy as np


def precision(y, y_hat):
    tp = int(np.sum((y == 1) & (y_hat == 1)))
    fp = int(np.sum((y == 0) & (y_hat == 1)))
    return tp / (tp + fp) if tp + fp else 1.0
