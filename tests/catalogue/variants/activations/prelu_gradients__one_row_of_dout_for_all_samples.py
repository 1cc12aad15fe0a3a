"""A single row of dout is accepted and used for all samples.

Caught by: hidden/test_prelu.py::test_shapes_that_do_not_fit_are_refused_by_the_gradients
"""

import numpy as np


def prelu_gradients(dout, x, a):
    x, a = _features(x, a)
    dout = _real(dout)
    if dout.ndim != 2 or dout.shape[1] != x.shape[1] or len(dout) not in (1, len(x)):
        raise ValueError(f"dout must have the shape of x, {x.shape}, got {dout.shape}")
    dout = np.broadcast_to(dout, x.shape)
    return np.where(x > 0, dout, a * dout), (dout * np.minimum(x, 0)).sum(axis=0)
