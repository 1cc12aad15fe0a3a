"""The largest logit is subtracted in the type of the integers.

Caught by: hidden/test_cross_entropy.py::test_dtypes_layouts_and_repeated_calls
"""

import numpy as np

_right = softmax_cross_entropy


def softmax_cross_entropy(labels, logits):
    if np.ndim(logits) == 2 and len(logits):
        logits = logits - logits.max(axis=1, keepdims=True)
    return _right(labels, logits)
