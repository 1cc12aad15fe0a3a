"""1e-300 is added inside the logarithm, which limits the loss to 691.

Caught by: hidden/test_cross_entropy.py::test_logits_of_thousands
"""

import numpy as np

_right = softmax_cross_entropy


def softmax_cross_entropy(labels, logits):
    _, gradient = _right(labels, logits)
    rows = np.arange(len(labels))
    p = gradient * len(labels)
    p[rows, labels] += 1
    return float(-np.log(p[rows, labels] + 1e-300).mean()), gradient
