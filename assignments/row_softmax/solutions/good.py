"""Every step in the matrix of the result: as many passes, and no memory besides.

earns: 7 points
"""

import numpy as np


def row_softmax(x):
    top = x.max(axis=1, keepdims=True)
    top[top == -np.inf] = 0
    p = np.subtract(x, top, dtype=np.result_type(x.dtype, 1.0))
    np.exp(p, out=p)
    p /= np.maximum(p.sum(axis=1, keepdims=True), 1)
    return p
