"""You computed in float32 and widened the result, so half of the digits are invented. Look at where a float64
input loses its type.
"""

import numpy as np


def row_softmax(x):
    narrow = x.astype(np.float32)
    top = narrow.max(axis=1, keepdims=True)
    top[top == -np.inf] = 0
    weights = np.exp(narrow - top)
    p = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1)
    return p.astype(np.result_type(x.dtype, 1.0))
