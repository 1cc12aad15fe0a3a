"""Only the largest label is checked, so that -1 is accepted as the label 0.

Caught by: hidden/test_gradient.py::test_other_arguments_are_refused
"""

import numpy as np


def gradient(X, y, w, b):
    X, y = _real(X), np.asarray(y)
    z = _logits(X, w, b)
    if y.shape != z.shape or y.max() > 1:
        raise ValueError("y must hold labels 0 and 1, one for each sample")
    error = np.where(y == 1, -_sigmoid(-z), _sigmoid(z))
    return (X * error[:, None]).mean(axis=0), float(error.mean())
