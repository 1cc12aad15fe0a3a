"""You differentiated the sum of the squares, as notes 000 write their loss. Here the loss is half of
their mean: look at its two factors.
"""

import numpy as np


def loss_gradient(X, y, w, b, lam=0.0):
    r = 1.0 * (X @ w + b - y)
    return 2 * X.T @ r + lam * w, float(2 * np.sum(r))
