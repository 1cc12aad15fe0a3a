"""The gap to the largest logit is cut off at 700, so that no exponential is 0.

Caught by: hidden/test_cross_entropy.py::test_logits_of_thousands
"""

import numpy as np

_right = softmax_cross_entropy


def softmax_cross_entropy(labels, logits):
    logits = _real(logits)
    if logits.ndim != 2 or len(logits) == 0:
        raise ValueError("logits must have shape (B, K)")
    return _right(labels, np.maximum(logits - logits.max(axis=1, keepdims=True), -700))
