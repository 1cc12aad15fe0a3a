"""The rectifier is cut off at 100.

Caught by: hidden/test_mlp_forward.py::test_large_activations_and_many_layers
"""

import numpy as np


def mlp_forward(params, X):
    layers, h = _checked_network(params, X)
    for level, (W, b) in enumerate(layers):
        h = h @ W + b
        if level < len(layers) - 1:
            h = np.clip(h, 0, 100)
    return h
