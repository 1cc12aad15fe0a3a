"""Arrays with as many numbers are accepted, whatever their shapes."""

import numpy as np


def mse(y, y_hat):
    y, y_hat = _paired(np.ravel(y), np.ravel(y_hat))
    return float(np.square(y - y_hat).mean())
