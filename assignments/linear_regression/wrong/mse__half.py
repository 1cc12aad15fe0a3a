"""You took half of the mean: one lecture calls the half squared error MSE, but the name stands for the
mean without a factor. Look at the formula of this task and of its neighbour.
"""

import numpy as np


def mse_loss(y, y_hat):
    return float(np.mean((np.asarray(y_hat, dtype=float) - y) ** 2) / 2)
