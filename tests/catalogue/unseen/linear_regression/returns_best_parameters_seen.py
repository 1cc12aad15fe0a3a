import numpy as np


def gradient_descent(X, y, lr, steps):
    X, y = _samples(X, y)
    _require_positive("lr", lr)
    _require_not_negative("steps", steps)
    lr = float(lr)
    w, b = np.zeros(X.shape[1], dtype=X.dtype), 0.0
    best, best_loss = (w, b), half_mse_loss(y, predict(X, w, b))
    for _ in range(steps):
        dw, db = loss_gradient(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
        loss = half_mse_loss(y, predict(X, w, b))
        # keep a checkpoint of the best model
        if loss < best_loss:
            best, best_loss = (w, b), loss
    return best
