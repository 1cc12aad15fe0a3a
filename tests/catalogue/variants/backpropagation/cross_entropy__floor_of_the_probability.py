"""Probabilities have a floor of 1e-15 in the gradient.

Caught by: hidden/test_cross_entropy.py::test_small_probabilities_keep_their_size
"""

import numpy as np

_right = softmax_cross_entropy


def softmax_cross_entropy(labels, logits):
    loss, gradient = _right(labels, logits)
    wrong = np.arange(gradient.shape[1]) != np.asarray(labels)[:, np.newaxis]
    return loss, np.where(wrong, np.maximum(gradient, 1e-15), gradient)
