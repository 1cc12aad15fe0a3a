"""Training ends if all samples are right after an epoch, and the 0 of an epoch that was not run is added.

Caught by: hidden/test_fit.py::test_the_epochs_are_used_up
"""

import numpy as np


def perceptron_fit(X, y, epochs):
    X = _samples(X)
    labels = _labels(y, len(X), (-1, 1))
    if epochs < 0:
        raise ValueError(f"epochs must be an integer >= 0, got {epochs}")
    w, b = np.zeros_like(X[0]), 0.0
    errors = []
    for _ in range(epochs):
        corrections = 0
        for x, label in zip(X, labels):
            if not _on_its_side(w, b, x, label):
                w, b = w + label * x, b + label
                corrections += 1
        errors.append(corrections)
        if all(_on_its_side(w, b, x, label) for x, label in zip(X, labels)):
            if corrections:
                errors.append(0)
            break
    return w, b, np.array(errors, dtype=np.int64)
