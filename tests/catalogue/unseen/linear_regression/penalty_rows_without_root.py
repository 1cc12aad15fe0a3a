import numpy as np


def fit_ridge(X, y, lam):
    X, y = _samples(X, y)
    if not lam >= 0:
        raise ValueError("lam must not be negative")
    n, d = X.shape
    mx, my = X.mean(axis=0), y.mean()
    # data augmentation: d further "samples" whose target is 0 pull every weight to 0
    extra = X.dtype.type(float(lam)) * np.eye(d, dtype=X.dtype)
    A = np.vstack([X - mx, extra])
    t = np.hstack([y - my, np.zeros(d, dtype=y.dtype)])
    w = np.linalg.lstsq(A, t, rcond=None)[0]
    b = np.mean(y - X @ w)
    return np.hstack([[b], w])
