"""You subtracted the mean of the row, and a logit that dominates lies far above the mean. Look at which entry
must become 0 for no exponential to exceed 1.
"""

import numpy as np


def row_softmax(x):
    seen = x > -np.inf
    mean = np.where(seen, x, 0).sum(axis=1, keepdims=True) / np.maximum(seen.sum(axis=1, keepdims=True), 1)
    with np.errstate(all="ignore"):
        weights = np.exp(x - mean.astype(np.result_type(x.dtype, 1.0)))
        masked = (x == -np.inf).all(axis=1, keepdims=True)
        return np.where(masked, 0, weights / weights.sum(axis=1, keepdims=True)).astype(weights.dtype)
