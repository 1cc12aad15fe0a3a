"""You replaced minus infinity by -10,000, which is an ordinary logit here. Where the others are as small,
masked entries get a share; leave the infinity as it is.
"""

import numpy as np


def row_softmax(x):
    seen = np.where(x == -np.inf, -1e4, x).astype(np.result_type(x.dtype, 1.0))
    weights = np.exp(seen - seen.max(axis=1, keepdims=True))
    total = weights.sum(axis=1, keepdims=True)
    return np.where((x == -np.inf).all(axis=1, keepdims=True), 0, weights / total).astype(weights.dtype)
