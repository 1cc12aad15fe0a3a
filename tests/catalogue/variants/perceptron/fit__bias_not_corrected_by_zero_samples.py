"""A sample of zeros corrects nothing, also not the bias.

Caught by: hidden/test_fit.py::test_samples_that_meet_the_border
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
                corrections += 1
                if np.linalg.norm(x) > 0:
                    w, b = w + label * x, b + label
        errors.append(corrections)
        if corrections == 0:
            break
    return w, b, np.array(errors, dtype=np.int64)
