import numpy as np


def mse_loss(y, y_hat):
    r = _error(y, y_hat)
    total = np.dot(r, r)
    return float(total / (len(r) - 1)) if len(r) > 1 else float(total)


def half_mse_loss(y, y_hat):
    r = _error(y, y_hat)
    return float(0.5 * np.dot(r, r))
