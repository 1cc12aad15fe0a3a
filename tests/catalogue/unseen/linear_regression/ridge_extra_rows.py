import numpy as np


def fit_ridge(X, y, lam):
    X = np.asarray(X)
    y = np.asarray(y)
    if X.dtype.kind in "iub":
        X = X.astype(np.float64)
    if y.dtype.kind in "iub":
        y = y.astype(np.float64)
    lam = float(lam)
    if lam < 0:
        raise ValueError("lam is negative")
    if X.ndim != 2 or X.shape[0] < 1:
        raise ValueError("X should be a table with samples in rows")
    if y.shape != X.shape[:1]:
        raise ValueError("y should have one entry per row")
    n, d = X.shape
    # the same as d more samples, without an intercept
    extra = lam * np.eye(d + 1, dtype=X.dtype)[1:]
    top = np.hstack([np.ones((n, 1), dtype=X.dtype), X])
    A = np.vstack([top, extra])
    t = np.hstack([y, np.zeros(d, dtype=y.dtype)])
    q, r = np.linalg.qr(A)
    return np.linalg.solve(r, q.T @ t)
