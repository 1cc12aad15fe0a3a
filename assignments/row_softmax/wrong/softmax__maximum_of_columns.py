"""You subtracted the maximum of each column, which changes the weights within a row. Only a constant for the
whole row cancels; look at the axis of the maximum.
"""

import numpy as np


def row_softmax(x):
    top = x.max(axis=0) * 1.0
    top[top == -np.inf] = 0
    with np.errstate(all="ignore"):
        weights = np.exp(x - top)
        masked = (x == -np.inf).all(axis=1, keepdims=True)
        return np.where(masked, 0, weights / weights.sum(axis=1, keepdims=True)).astype(weights.dtype)
