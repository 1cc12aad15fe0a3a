"""Gradients below 1e-30 become 0.

Caught by: hidden/test_cross_entropy.py::test_small_probabilities_keep_their_size
"""

import numpy as np

_right = softmax_cross_entropy


def softmax_cross_entropy(labels, logits):
    loss, gradient = _right(labels, logits)
    return loss, gradient * (np.abs(gradient) > 1e-30)
