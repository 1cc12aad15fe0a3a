"""You divided the covariance by n - 1, the unbiased estimate. Maximum likelihood divides by the number of
samples; look at your divisor, and at the default of the function you may have called.
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
    return mu, c.T @ c / max(n - 1, 1)
