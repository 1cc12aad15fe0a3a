"""The square of the distance to (1, 1) is expanded, which loses the digits of points near that corner.

Caught by: hidden/test_geometry.py::test_types_and_sizes_of_points
"""

import numpy as np


def feature_transform_xor(X):
    X = _real(X)
    if X.ndim != 2 or X.shape[1] != 2 or len(X) == 0:
        raise ValueError(f"X must have shape (n, 2) with n >= 1, got {X.shape}")
    squares = (X * X).sum(axis=1)
    far = np.sqrt(np.maximum(squares - 2 * X.sum(axis=1) + 2, 0))
    return np.stack([np.sqrt(squares), far], axis=1)
