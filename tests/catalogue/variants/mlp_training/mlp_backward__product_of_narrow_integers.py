"""The first product is formed in the type of the integers.

Caught by: hidden/test_mlp_backward.py::test_dtypes_layouts_and_repeated_calls
"""

import numpy as np


def mlp_backward(params, X, labels):
    layers, samples = _checked_network(params, X)
    W, b = layers[0]
    z = _real(np.asarray(X) @ np.asarray(params[0][0])) + b
    inputs, h = [samples], z
    for W, b in layers[1:]:
        inputs.append(np.maximum(h, 0))
        h = inputs[-1] @ W + b
    delta = _logit_gradient(h, _checked_labels(labels, len(h), h.shape[1]))
    gradients = []
    for (W, _), h in zip(reversed(layers), reversed(inputs), strict=True):
        gradients.append((h.T @ delta, delta.sum(axis=0)))
        delta = (delta @ W.T) * (h > 0)
    return gradients[::-1]
