import numpy as np


def half_mse_loss(y, y_hat):
    e = _error(y, y_hat)
    half = e / 2
    return float((half ** 2).mean())
