"""You divide the true positives by the number of all samples, and precision asks only about those called
positive. Look at the denominator.
"""

import numpy as np


def precision(y, y_hat):
    return float(np.sum((y == 1) & (y_hat == 1)) / len(y))
