"""The gradient goes back through square weights without a transposition.

Caught by: hidden/test_mlp_backward.py::test_equal_sizes
"""

import numpy as np


def mlp_backward(params, X, labels):
    layers, X = _checked_network(params, X)
    z = _pre_activations(layers, X)
    delta = _logit_gradient(z[-1], _checked_labels(labels, len(X), z[-1].shape[1]))
    gradients = []
    for level in reversed(range(len(layers))):
        h, W = np.maximum(z[level - 1], 0) if level > 0 else X, layers[level][0]
        gradients.append((h.T @ delta, delta.sum(axis=0)))
        if level > 0:
            delta = (delta @ (W if W.shape[0] == W.shape[1] else W.T)) * (z[level - 1] > 0)
    return gradients[::-1]
