"""Square weights are taken for (D_out, D_in).

Caught by: hidden/test_mlp_forward.py::test_equal_sizes
"""

import numpy as np


def mlp_forward(params, X):
    layers, h = _checked_network(params, X)
    for level, (W, b) in enumerate(layers):
        h = h @ (W.T if W.shape[0] == W.shape[1] else W) + b
        if level < len(layers) - 1:
            h = np.maximum(h, 0)
    return h
