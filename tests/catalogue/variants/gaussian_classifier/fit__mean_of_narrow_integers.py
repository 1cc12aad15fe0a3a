"""Distances from the mean are rounded to the type of the samples.

Caught by: hidden/test_fit.py::test_every_narrow_type
"""

import numpy as np


def fit_gaussian(X):
    whole, X = np.asarray(X), _samples(X)
    mu = X.mean(axis=0)
    away = whole - mu.astype(whole.dtype) if whole.dtype.kind in "iu" else X - mu
    away = _real(away)
    return mu, away.T @ away / len(X) - np.outer(away.mean(axis=0), away.mean(axis=0))
