"""You moved the bias first and then took the weights' derivative at the new bias. Look at which point
both derivatives of one step belong to.
"""

import numpy as np


def gradient_descent(X, y, lr, steps):
    w, b = np.zeros(X.shape[1], dtype=np.result_type(X.dtype, np.float32)), 0.0
    for _ in range(steps):
        r = X @ w + b - y
        b = b - lr * np.mean(r)
        r = X @ w + b - y
        w = w - lr * (X.T @ r / len(r))
    return w, float(b)
