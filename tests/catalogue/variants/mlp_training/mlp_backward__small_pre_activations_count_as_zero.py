"""Pre-activations below 1e-8 let nothing pass on the way back.

Caught by: hidden/test_mlp_backward.py::test_small_pre_activations_pass_the_gradient
"""

import numpy as np


def _gradients(layers, X, labels):
    z = _pre_activations(layers, X)
    delta = _logit_gradient(z[-1], labels)
    gradients = []
    for level in reversed(range(len(layers))):
        h = np.maximum(z[level - 1], 0) if level > 0 else X
        gradients.append((h.T @ delta, delta.sum(axis=0)))
        if level > 0:
            delta = (delta @ layers[level][0].T) * (z[level - 1] > 1e-8)
    return gradients[::-1]
