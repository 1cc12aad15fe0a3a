import numpy as np


def fit_ridge(X, y, lam):
    X, y = _samples(X, y)
    if not lam >= 0:
        raise ValueError("lam must be >= 0")
    lam = float(lam)
    centre, level = X.mean(axis=0), y.mean()
    U, s, Vt = np.linalg.svd(X - centre, full_matrices=False)
    cutoff = (s.max() if s.size else 0) * max(X.shape) * np.finfo(X.dtype).eps
    filt = np.zeros_like(s)
    use = s > cutoff
    filt[use] = 1 / (s[use] + lam / s[use])
    w = Vt.T @ (filt * (U.T @ (y - level)))
    theta = np.empty(X.shape[1] + 1, dtype=X.dtype)
    theta[0], theta[1:] = np.mean(y - X @ w), w
    return theta
