import numpy as np


def gradient_descent(X, y, lr, steps):
    X, y = _samples(X, y)
    if not lr > 0:
        raise ValueError("lr must be > 0")
    if steps < 0:
        raise ValueError("steps must be >= 0")
    w = np.zeros(X.shape[1], dtype=X.dtype)
    b = 0.0
    for t in range(steps):
        dw, db = loss_gradient(X, y, w, b)
        length = float(np.sqrt(dw @ dw + db * db))
        scale = float(lr) / max(1.0, length)
        w = w - scale * dw
        b = b - scale * db
    return w, b
