"""You make rows only for the classes that occur, so the shape depends on the data. Look at what k is for:
a class without samples keeps its row and column of zeros.
"""

import numpy as np


def confusion_matrix(y, y_hat, k):
    classes = np.union1d(y, y_hat)
    matrix = np.zeros((len(classes), len(classes)), dtype=np.int64)
    np.add.at(matrix, (np.searchsorted(classes, y), np.searchsorted(classes, y_hat)), 1)
    return matrix
