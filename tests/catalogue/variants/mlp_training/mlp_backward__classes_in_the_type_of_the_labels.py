"""Classes are counted in the type of the labels: with 300 classes and uint8, class 256 is class 0 again.

Caught by: hidden/test_mlp_backward.py::test_narrow_labels_of_many_classes
"""

import numpy as np


def _logit_gradient(logits, labels):
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = exps / exps.sum(axis=1, keepdims=True)
    one_hot = labels[:, np.newaxis] == np.arange(logits.shape[1]).astype(labels.dtype)
    return (p - one_hot) / p.dtype.type(len(labels))
