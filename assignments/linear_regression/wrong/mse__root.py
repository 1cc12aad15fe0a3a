"""You took the root of the mean, which is another measure in the units of y. Look at the formula of this
task: the squares stay squares.
"""

import numpy as np


def mse_loss(y, y_hat):
    return float(np.sqrt(np.mean((np.asarray(y_hat, dtype=float) - y) ** 2)))
