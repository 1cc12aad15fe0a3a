"""Your covariance has a row for each sample. It relates features to features, and the samples are what is summed
over; look at which axis is which.
"""

import numpy as np


def fit_gaussian(X):
    X = np.asarray(X)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError("X must have shape (n, d)")
    X = X if X.dtype.kind == "f" else X.astype(float)
    n, d = X.shape
    mu = X.mean(axis=0)
    c = X - mu
    Sigma = c.T @ c / n
    return mu, (X - X.mean(axis=1, keepdims=True)) @ (X - X.mean(axis=1, keepdims=True)).T / d
