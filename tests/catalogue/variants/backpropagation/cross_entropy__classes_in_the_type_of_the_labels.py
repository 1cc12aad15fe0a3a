"""Classes are counted in the type of the labels: with 300 classes and uint8, class 256 is class 0 again.

Caught by: hidden/test_cross_entropy.py::test_narrow_labels_of_many_classes
"""

import numpy as np

_right = softmax_cross_entropy


def softmax_cross_entropy(labels, logits):
    loss, gradient = _right(labels, logits)
    rows, K = np.arange(len(labels)), gradient.shape[1]
    gradient[rows, labels] += 1 / len(labels)
    true = np.asarray(labels)[:, np.newaxis] == np.arange(K).astype(labels.dtype)
    return loss, gradient - true / gradient.dtype.type(len(labels))
