"""Hands on columns, which the function does not take.

fails: test_every_number_of_rows_is_handed_on
"""

import numpy as np


def map_rows(f, X):
    return np.stack([f(X[:, :k], scale=float(k)) for k in range(1, len(X) + 1)])
