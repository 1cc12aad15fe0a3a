"""The counts are kept in the type of the labels: a uint8 ends at 255.

From the audit.
Caught by: hidden/test_priors.py::test_more_samples_than_the_type_of_the_labels_counts
"""

import numpy as np


def class_priors(y, k=None):
    labels = _labels(y)
    classes = int(labels.max()) + 1 if k is None else k
    if labels.max() >= classes:
        raise ValueError("y must hold labels below k")
    counts = np.zeros(classes, dtype=np.asarray(y).dtype)
    np.add.at(counts, labels, 1)
    return counts / len(labels)
