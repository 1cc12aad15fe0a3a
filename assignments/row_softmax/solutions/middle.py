"""The formula on whole matrices: eight passes and three new matrices, two of them alive at a time.

earns: 5 points
"""

import numpy as np


def row_softmax(x):
    x = x.astype(np.result_type(x.dtype, 1.0), copy=False)
    top = x.max(axis=1, keepdims=True)
    weights = np.exp(x - np.where(top == -np.inf, 0, top))
    return weights / np.maximum(weights.sum(axis=1, keepdims=True), 1)
