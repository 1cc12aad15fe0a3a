"""You list the classes from the last to the first, as tables with the true positives in the upper left
corner do. Here entry (0, 0) belongs to class 0: look at which row label 0 is in.
"""

import numpy as np


def confusion_matrix(y, y_hat, k):
    matrix = np.zeros((k, k), dtype=np.int64)
    np.add.at(matrix, (k - 1 - y.astype(int), k - 1 - y_hat.astype(int)), 1)
    return matrix
