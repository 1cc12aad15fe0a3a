"""With as many samples as units the biases go to the samples.

Caught by: hidden/test_mlp_forward.py::test_equal_sizes
"""

import numpy as np


def mlp_forward(params, X):
    layers, h = _checked_network(params, X)
    for level, (W, b) in enumerate(layers):
        h = h @ W + (b[:, np.newaxis] if len(b) == len(h) else b)
        if level < len(layers) - 1:
            h = np.maximum(h, 0)
    return h
