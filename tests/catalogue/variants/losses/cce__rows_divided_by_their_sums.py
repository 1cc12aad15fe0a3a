"""The rows of the prediction are divided by their sums, which may differ from 1 a little.

Caught by: hidden/test_cce.py::test_dtypes_layouts_and_repeated_calls
"""

import numpy as np


def categorical_cross_entropy(Y, P):
    Y, P = _probabilities("Y", Y), _probabilities("P", P)
    if Y.ndim != 2 or len(Y) == 0 or Y.shape != P.shape:
        raise ValueError(f"Y and P must have one shape (n, K), got {Y.shape} and {P.shape}")
    for rows in (Y, P):
        if (np.abs(rows.sum(axis=1) - 1) > 1e-6).any():
            raise ValueError("each row must sum to 1")
    P = P / P.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore"):
        return -float(_times(Y, np.log(P)).sum() / len(Y))
