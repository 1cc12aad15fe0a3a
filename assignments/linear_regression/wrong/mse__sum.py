"""You added the squares up and did not divide by their number. Look at what the M in the name of this
loss stands for.
"""

import numpy as np


def mse_loss(y, y_hat):
    return float(np.sum((np.asarray(y_hat, dtype=float) - y) ** 2))
