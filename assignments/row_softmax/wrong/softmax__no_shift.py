"""You took exponentials of the logits as they are, and exp(1000) is infinite. A constant added to a row
changes nothing; look at which one keeps every exponential at or below 1.
"""

import numpy as np


def row_softmax(x):
    with np.errstate(all="ignore"):
        weights = np.exp(x * 1.0)
        total = weights.sum(axis=1, keepdims=True)
        masked = (x == -np.inf).all(axis=1, keepdims=True)
        return np.where(masked, 0, weights / total).astype(weights.dtype)
