"""With as many samples as classes the bias gradients are sums over the units.

Caught by: hidden/test_mlp_backward.py::test_equal_sizes
"""

import numpy as np


def mlp_backward(params, X, labels):
    layers, X = _checked_network(params, X)
    z = _pre_activations(layers, X)
    delta = _logit_gradient(z[-1], _checked_labels(labels, len(X), z[-1].shape[1]))
    gradients = []
    for level in reversed(range(len(layers))):
        h = np.maximum(z[level - 1], 0) if level > 0 else X
        gradients.append((h.T @ delta, delta.sum(axis=1 if delta.shape[0] == delta.shape[1] else 0)))
        if level > 0:
            delta = (delta @ layers[level][0].T) * (z[level - 1] > 0)
    return gradients[::-1]
