"""You count right predictions of labels 0 and 1 only, so those of every further class are lost. Look at
what a right prediction is when labels are 0, 1, 2 and so on.
"""

import numpy as np


def accuracy(y, y_hat):
    tp = np.sum((y == 1) & (y_hat == 1))
    tn = np.sum((y == 0) & (y_hat == 0))
    return float((tp + tn) / len(y))
