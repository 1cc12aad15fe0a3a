"""The slope of a hidden unit counts as 0 where its sum is beyond 15.

Caught by: hidden/test_chain.py::test_small_slopes_of_hidden_units
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
    da = W2 @ dz * np.where(np.abs(x @ W1) > 15, 0, s * (1 - s)).astype(s.dtype)
    return float(0.5 * np.sum(error * error)), np.outer(x, da), np.outer(s, dz)
