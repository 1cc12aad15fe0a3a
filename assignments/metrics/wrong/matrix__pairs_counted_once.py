"""You add 1 with an index array, and numpy carries out such an addition once per entry, however often the
index occurs. Look at what the entries sum to, and how repeated indices can be added up.
"""

import numpy as np


def confusion_matrix(y, y_hat, k):
    matrix = np.zeros((k, k), dtype=np.int64)
    matrix[y, y_hat] += 1
    return matrix
