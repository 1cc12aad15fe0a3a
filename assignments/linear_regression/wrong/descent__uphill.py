"""You added the gradient, which climbs the loss instead of descending. Look at the sign of the update,
and at the order of prediction and target in the residual.
"""

import numpy as np


def gradient_descent(X, y, lr, steps):
    w, b = np.zeros(X.shape[1], dtype=np.result_type(X.dtype, np.float32)), 0.0
    for _ in range(steps):
        r = X @ w + b - y
        w, b = w + lr * (X.T @ r) / len(r), b + lr * np.mean(r)
    return w, float(b)
