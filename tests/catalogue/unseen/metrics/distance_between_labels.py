import numpy as np


def error_rate(y, y_hat):
    _check_paired(y, y_hat)
    err = np.abs(y.astype(np.int64) - y_hat.astype(np.int64))
    return float(err.mean())
