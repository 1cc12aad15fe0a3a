"""The sums are compared by isclose, whose own relative tolerance of 1e-5 comes on top.

Caught by: hidden/test_cce.py::test_bad_arguments_are_refused
"""

import numpy as np


def categorical_cross_entropy(Y, P):
    Y, P = _probabilities("Y", Y), _probabilities("P", P)
    if Y.ndim != 2 or len(Y) == 0 or Y.shape != P.shape:
        raise ValueError(f"Y and P must have one shape (n, K), got {Y.shape} and {P.shape}")
    for rows in (Y, P):
        if not np.isclose(rows.sum(axis=1), 1, atol=1e-6).all():
            raise ValueError("each row must sum to 1")
    with np.errstate(divide="ignore"):
        return -float(_times(Y, np.log(P)).sum() / len(Y))
