"""The square is expanded, which loses the digits where truth and prediction are close."""

import numpy as np


def squared(y, y_hat):
    y, y_hat = _paired(y, y_hat)
    return np.maximum(y * y - 2 * y * y_hat + y_hat * y_hat, 0)
