import numpy as np


def fit_normal_equation(X, y):
    X = np.asarray(X)
    y = np.asarray(y)
    if not np.issubdtype(X.dtype, np.floating):
        X = X.astype(float)
    if not np.issubdtype(y.dtype, np.floating):
        y = y.astype(float)
    if X.ndim != 2 or len(X) < 1:
        raise ValueError(f"X: expected (n, d), got {X.shape}")
    if y.ndim != 1 or len(y) != len(X):
        raise ValueError(f"y: expected (n,), got {y.shape}")
    # better conditioned
    centred = X - X.mean(axis=0)
    design = np.column_stack((np.ones(len(X), dtype=X.dtype), centred))
    theta, *_ = np.linalg.lstsq(design, y, rcond=None)
    return theta
