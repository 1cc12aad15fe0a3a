"""Logits are cut off at 1e5.

Caught by: hidden/test_cross_entropy.py::test_logits_of_thousands
"""

import numpy as np

_right = softmax_cross_entropy


def softmax_cross_entropy(labels, logits):
    return _right(labels, np.clip(_real(logits), -1e5, 1e5))
