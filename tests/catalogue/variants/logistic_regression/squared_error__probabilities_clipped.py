"""The probabilities are kept 1e-15 away from 0 and 1.

Caught by: hidden/test_squared_error.py::test_tiny_gradients_have_all_their_digits
"""

import numpy as np


def squared_error_gradient(X, y, w, b):
    error = _errors(X, y, w, b)
    p = np.clip(_sigmoid(_logits(X, w, b)), 1e-15, 1 - 1e-15)
    term = (error * p * (1 - p)).astype(error.dtype)
    return (_real(X) * term[:, None]).mean(axis=0), float(term.mean())
