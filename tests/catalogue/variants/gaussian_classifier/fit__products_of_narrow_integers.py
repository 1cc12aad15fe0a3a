"""The products of whole numbers are summed in their own type.

Caught by: hidden/test_fit.py::test_every_narrow_type
"""

import numpy as np


def fit_gaussian(X):
    whole, X = np.asarray(X), _samples(X)
    mu = X.mean(axis=0)
    if whole.dtype.kind not in "iu":
        return mu, (X - mu).T @ (X - mu) / len(X)
    return mu, _real(whole.T @ whole) / len(X) - np.outer(mu, mu)
