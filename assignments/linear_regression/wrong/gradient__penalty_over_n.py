"""You divided the penalty by the number of samples together with the data's part. Look at what the mean
in the loss reaches over, and what is added after it.
"""

import numpy as np


def loss_gradient(X, y, w, b, lam=0.0):
    r = X @ w + b - y
    return (X.T @ r + lam * w) / len(r), float(np.mean(r))
