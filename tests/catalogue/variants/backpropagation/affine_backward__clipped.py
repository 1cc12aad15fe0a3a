"""Gradients are cut off at a thousand.

Caught by: hidden/test_affine_backward.py::test_large_and_small_gradients
"""

import numpy as np


def affine_backward(dout, x, W):
    dout, x, W = _real(dout), _real(x), _real(W)
    return dout @ W.T, np.clip(x.T @ dout, -1e3, 1e3), dout.sum(axis=0)
