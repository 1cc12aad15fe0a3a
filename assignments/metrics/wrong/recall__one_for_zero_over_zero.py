"""You return 1 when there is nothing to find, and 0/0 is 0 in this course: nothing found, nothing earned.
Look at the case in which the denominator is 0.
"""

import numpy as np


def recall(y, y_hat):
    tp = int(np.sum((y == 1) & (y_hat == 1)))
    fn = int(np.sum((y == 1) & (y_hat == 0)))
    return tp / (tp + fn) if tp + fn else 1.0
