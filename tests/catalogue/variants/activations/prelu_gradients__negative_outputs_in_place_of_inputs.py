"""The negative side is found by the sign of the outputs, which is another one if the slope is negative.

Caught by: hidden/test_prelu.py::test_gradients_of_inputs_and_slopes
"""

import numpy as np


def prelu_gradients(dout, x, a):
    x, a = _features(x, a)
    dout = _real(dout)
    if dout.shape != x.shape:
        raise ValueError(f"dout must have the shape of x, {x.shape}, got {dout.shape}")
    negative = np.where(x > 0, x, a * x) < 0
    dx = np.where(negative, a * dout, dout)
    da = np.where(negative, dout * x, 0).sum(axis=0, dtype=x.dtype)
    return dx, da
