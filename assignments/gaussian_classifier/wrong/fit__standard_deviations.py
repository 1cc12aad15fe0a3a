"""You took the root of the variances. A covariance holds squares and products, not deviations; look at what
stands on its diagonal in the formula.
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
    return mu, np.sign(Sigma) * np.sqrt(np.abs(Sigma))
