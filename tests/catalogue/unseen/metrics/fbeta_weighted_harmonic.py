import numpy as np


def f_beta(y, y_hat, beta):
    if not beta > 0:
        raise ValueError("beta must be positive")
    _check_paired(y, y_hat)
    _check_labels("y", y, 2)
    _check_labels("y_hat", y_hat, 2)
    is_pos, called = y == 1, y_hat == 1
    found = np.count_nonzero(is_pos & called)
    if found == 0:
        return 0.0
    inv_p = np.count_nonzero(called) / found
    inv_r = np.count_nonzero(is_pos) / found
    weight = float(beta) ** 2
    return (1 + weight) / (inv_p + weight * inv_r)
