import numpy as np


def mse_loss(y, y_hat):
    r = _error(y, y_hat)
    n = r.shape[0]
    return float(np.linalg.norm(r) / np.sqrt(n))
