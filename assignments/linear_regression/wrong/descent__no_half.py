"""You descended on the mean of the squares without the ½, so every step is twice too long. Look at the
factor of the loss in this task.
"""

import numpy as np


def gradient_descent(X, y, lr, steps):
    w, b = np.zeros(X.shape[1], dtype=np.result_type(X.dtype, np.float32)), 0.0
    for _ in range(steps):
        r = X @ w + b - y
        w, b = w - lr * 2 * (X.T @ r) / len(r), b - lr * 2 * np.mean(r)
    return w, float(b)
