"""With a batch of one the axis of the samples is lost.

Caught by: hidden/test_affine_backward.py::test_single_samples_inputs_and_outputs
"""

import numpy as np


def affine_backward(dout, x, W):
    dout, x, W = _real(dout), _real(x), _real(W)
    return np.squeeze(dout @ W.T), x.T @ dout, dout.sum(axis=0)
