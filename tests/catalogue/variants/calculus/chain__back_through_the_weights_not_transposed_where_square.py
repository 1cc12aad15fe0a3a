"""The way back uses the transposed weights of the second layer where they are square.

Caught by: hidden/test_chain.py::test_all_sizes_equal
"""

import numpy as np


def chain_rule_two_layer(x, W1, W2, y):
    x, W1, W2, y = _real(x), _real(W1), _real(W2), _real(y)
    if x.ndim != 1 or W1.ndim != 2 or W1.shape[0] != len(x):
        raise ValueError("x and W1 do not fit")
    if W2.ndim != 2 or W2.shape[0] != W1.shape[1] or y.shape != W2.shape[1:]:
        raise ValueError("W2 and y do not fit")
    s = _sigmoid(x @ W1)
    o = _sigmoid(s @ W2)
    error = o - y
    dz = error * o * (1 - o)
    back = dz @ W2 if W2.shape[0] == W2.shape[1] else W2 @ dz
    da = back * s * (1 - s)
    return float(0.5 * np.sum(error * error)), np.outer(x, da), np.outer(s, dz)
