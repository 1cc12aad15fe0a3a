"""You divide each row by its sum, and the entries asked for are counts. Look at the type of the result:
whole numbers that sum to the number of samples.
"""

import numpy as np


def confusion_matrix(y, y_hat, k):
    matrix = np.zeros((k, k))
    np.add.at(matrix, (y, y_hat), 1)
    return matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
