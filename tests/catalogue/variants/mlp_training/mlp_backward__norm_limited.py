"""All gradients together are scaled down to a norm of 5.

Caught by: hidden/test_mlp_backward.py::test_large_samples_give_large_gradients
"""

import numpy as np

_right = mlp_backward


def mlp_backward(params, X, labels):
    gradients = _right(params, X, labels)
    norm = float(np.sqrt(sum((g**2).sum() for layer in gradients for g in layer)))
    scale = min(1.0, 5.0 / norm) if norm else 1.0
    return [(scale * dW, scale * db) for dW, db in gradients]
