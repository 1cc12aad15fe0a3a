"""Takes the exponentials in the caller's own matrix, to save one.

verdict: failed
"""

import numpy as np


def row_softmax(x):
    x -= np.maximum(x.max(axis=1, keepdims=True), np.finfo(x.dtype).min)
    np.exp(x, out=x)
    return x / np.maximum(x.sum(axis=1, keepdims=True), 1)
