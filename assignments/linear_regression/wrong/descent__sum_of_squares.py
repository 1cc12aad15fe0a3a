"""You descended on the sum of the squares, as notes 000 write their loss, so every step is 2n times too
long. Look at the factor of the loss in this task.
"""

import numpy as np


def gradient_descent(X, y, lr, steps):
    w, b = np.zeros(X.shape[1], dtype=np.result_type(X.dtype, np.float32)), 0.0
    for _ in range(steps):
        r = X @ w + b - y
        w, b = w - lr * 2 * (X.T @ r), b - lr * 2 * np.sum(r)
    return w, float(b)
