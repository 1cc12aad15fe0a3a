import numpy as np


def fit_normal_equation(X, y):
    X, y = np.asarray(X), np.asarray(y)
    if X.dtype.kind != "f":
        X = X.astype(np.float64)
    if y.dtype.kind != "f":
        y = y.astype(np.float64)
    if X.ndim != 2 or X.shape[0] == 0:
        raise ValueError("X needs shape (n, d)")
    if y.shape != (X.shape[0],):
        raise ValueError("y needs shape (n,)")
    n, d = X.shape
    A = np.ones((n, d + 1), dtype=X.dtype)
    A[:, 1:] = X
    U, s, Vt = np.linalg.svd(A, full_matrices=True)
    tol = max(n, d + 1) * np.finfo(A.dtype).eps * s[0]
    proj = U.T @ y
    coeffs = np.zeros(d + 1, dtype=A.dtype)
    for j, sj in enumerate(s):
        if sj >= tol:
            coeffs[j] = proj[j] / sj
    return Vt @ coeffs
