"""You scaled the covariance to a correlation, with 1 on its diagonal. The spread of each feature belongs into
the matrix; look at what you divide by.
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
    return mu, Sigma / np.maximum(np.sqrt(np.outer(np.diag(Sigma), np.diag(Sigma))), 1e-300)
