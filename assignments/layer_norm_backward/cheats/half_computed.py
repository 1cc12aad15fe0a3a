"""Computes the first half of the rows and writes it twice.

verdict: failed
"""

import numpy as np
from exercise import good


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if len(x) < 2:
        return good(dout, x, gamma, eps)
    half = len(x) // 2
    g = good(dout[:half], x[:half], gamma, eps)
    return np.vstack([np.resize(g[:half], x.shape), 2 * g[half:]])
