"""You added the contributions of the samples up and did not average them, so every step is n times too
long. Look at the factor of the loss in this task.
"""

import numpy as np


def gradient_descent(X, y, lr, steps):
    w, b = np.zeros(X.shape[1], dtype=np.result_type(X.dtype, np.float32)), 0.0
    for _ in range(steps):
        r = X @ w + b - y
        w, b = w - lr * (X.T @ r), b - lr * np.sum(r)
    return w, float(b)
