"""Your covariance is 0 off the diagonal, or holds the variances alone. Features that move together have
covariances as well; look at which products you form.
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
    return mu, np.diag(np.diag(Sigma))
