"""The first product is formed in the type of the integers.

Caught by: hidden/test_mlp_forward.py::test_dtypes_layouts_and_repeated_calls
"""

import numpy as np


def mlp_forward(params, X):
    layers, _ = _checked_network(params, X)
    z = _real(X @ params[0][0]) + layers[0][1]
    for W, b in layers[1:]:
        z = np.maximum(z, 0) @ W + b
    return z
