"""Gradients are cut off at 10.

Caught by: hidden/test_mlp_backward.py::test_large_samples_give_large_gradients
"""

import numpy as np

_right = mlp_backward


def mlp_backward(params, X, labels):
    return [(np.clip(dW, -10, 10), np.clip(db, -10, 10)) for dW, db in _right(params, X, labels)]
