"""The largest label plus one is computed in the type of the labels: 255 plus 1 is 0.

Caught by: hidden/test_priors.py::test_labels_at_the_end_of_their_type
"""

import numpy as np


def class_priors(y, k=None):
    labels, y = _labels(y), np.asarray(y)
    with np.errstate(over="ignore"):
        classes = int(y.max() + np.ones_like(y[0])) if k is None else k
    if k is not None and labels.max() >= k:
        raise ValueError("y must hold labels below k")
    return np.array([np.mean(labels == j) for j in range(classes)], dtype=np.float64)
