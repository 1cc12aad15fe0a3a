"""Your penalty's derivative is twice too large: it belongs to a penalty without the ½, as notes 000
write it. Look at the factor before the squared norm in this task.
"""

import numpy as np


def loss_gradient(X, y, w, b, lam=0.0):
    r = X @ w + b - y
    return X.T @ r / len(r) + 2 * lam * w, float(np.mean(r))
