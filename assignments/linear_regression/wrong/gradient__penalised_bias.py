"""You let the penalty act on the bias as well. Look at which parameters stand in the norm.
"""

import numpy as np


def loss_gradient(X, y, w, b, lam=0.0):
    r = X @ w + b - y
    return X.T @ r / len(r) + lam * w, float(np.mean(r) + lam * b)
