import numpy as np


def gradient_descent(X, y, lr, steps):
    X, y = _samples(X, y)
    _require_positive("lr", lr)
    _require_not_negative("steps", steps)
    A = np.column_stack([np.ones(len(y), dtype=X.dtype), X])
    params = np.zeros(A.shape[1], dtype=X.dtype)
    rate = float(lr)
    left = steps
    while left > 0:
        misses = y - A @ params
        params = params + rate * (misses @ A) / len(y)
        left -= 1
    return params[1:], float(params[0])
