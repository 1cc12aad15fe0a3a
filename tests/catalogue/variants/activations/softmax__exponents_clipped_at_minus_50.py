"""An entry is never more than 50 below the largest of its row.

Caught by: hidden/test_softmax.py::test_softmax_dtypes_and_memory_layouts
"""

import numpy as np


def softmax(x):
    x = _logits(x)
    weights = np.exp(np.maximum(x - x.max(axis=1, keepdims=True), -50))
    return weights / weights.sum(axis=1, keepdims=True)
