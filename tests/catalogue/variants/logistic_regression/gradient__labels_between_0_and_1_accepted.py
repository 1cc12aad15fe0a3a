"""Only labels below 0 or above 1 are refused, so that 0.5 is accepted.

Caught by: hidden/test_gradient.py::test_other_arguments_are_refused
"""

import numpy as np


def gradient(X, y, w, b):
    X, y = _real(X), np.asarray(y)
    z = _logits(X, w, b)
    if y.shape != z.shape or y.min() < 0 or y.max() > 1:
        raise ValueError("y must hold labels 0 and 1, one for each sample")
    y = y.astype(z.dtype)
    error = (1 - y) * _sigmoid(z) - y * _sigmoid(-z)
    return (X * error[:, None]).mean(axis=0), float(error.mean())
