"""You return the number of right predictions, and accuracy is their share. Look at what has to be divided
by the number of samples.
"""

import numpy as np


def accuracy(y, y_hat):
    return float(np.sum(y == y_hat))
