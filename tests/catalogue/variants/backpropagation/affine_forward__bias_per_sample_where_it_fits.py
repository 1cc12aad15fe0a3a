"""With as many samples as outputs the biases go to the samples.

Caught by: hidden/test_affine_forward.py::test_equal_sizes
"""

import numpy as np


def affine_forward(x, W, b):
    x, W, b = _real(x), _real(W), _real(b)
    return x @ W + (b[:, np.newaxis] if len(b) == len(x) else b)
