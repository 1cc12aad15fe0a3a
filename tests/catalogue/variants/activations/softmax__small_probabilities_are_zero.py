"""Probabilities below 1e-13 are set to 0.

Caught by: hidden/test_softmax.py::test_softmax_dtypes_and_memory_layouts
"""

import numpy as np


def softmax(x):
    p = _softmax(_logits(x))
    return np.where(p < 1e-13, 0, p)
