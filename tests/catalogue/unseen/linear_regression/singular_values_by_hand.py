import numpy as np


def fit_normal_equation(X, y):
    X, y = _samples(X, y)
    A = np.ones((X.shape[0], X.shape[1] + 1), dtype=X.dtype)
    A[:, 1:] = X
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    used = s > max(A.shape) * np.finfo(A.dtype).eps * s[0]
    return Vt[used].T @ ((U[:, used].T @ y) / s[used])


def fit_normal_equation_columns(X, y):
    X = _real(X)
    if X.ndim != 2:
        raise ValueError("X must have two axes")
    return fit_normal_equation(X.T, y)


def fit_ridge(X, y, lam):
    X, y = _samples(X, y)
    if not lam >= 0:
        raise ValueError("lam must be >= 0")
    mx = X.mean(axis=0)
    U, s, Vt = np.linalg.svd(X - mx, full_matrices=False)
    used = s > 0
    U, s, Vt = U[:, used], s[used], Vt[used]
    w = np.einsum("ki,k,nk,n->i", Vt, s / (s * s + float(lam)), U, y - y.mean())
    return np.append(y.mean() - mx @ w, w).astype(X.dtype)


def mse_loss(y, y_hat):
    r = _error(y, y_hat)
    return float(np.dot(r, r)) / len(r)
