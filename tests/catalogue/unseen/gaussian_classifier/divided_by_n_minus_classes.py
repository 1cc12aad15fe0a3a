import numpy as np


def shared_covariance(X, y):
    """Pooled within-class covariance, ESL section 4.3."""
    X, y = _samples(X), _labels(y)
    if len(y) != len(X):
        raise ValueError("y must have one label per row of X")
    classes = np.unique(y)
    d = X.shape[1]
    scatter = np.zeros((d, d), dtype=X.dtype)
    for k in classes:
        diff = X[y == k] - X[y == k].mean(axis=0)
        scatter += diff.T @ diff
    return scatter / (len(X) - len(classes))
