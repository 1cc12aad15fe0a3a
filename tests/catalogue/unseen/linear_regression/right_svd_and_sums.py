import math

import numpy as np


def _as_float(a):
    a = np.asarray(a)
    if a.dtype.kind == "f":
        return a
    return a.astype(np.float64)


def fit_univariate(x, y):
    x = _as_float(x)
    y = _as_float(y)
    if x.ndim != 1 or x.size == 0:
        raise ValueError("x must have shape (n,)")
    if y.shape != x.shape:
        raise ValueError("y must have shape (n,)")
    xs, ys = [float(v) for v in x], [float(v) for v in y]
    if len(set(xs)) == 1:
        raise ValueError("x holds one value only")
    n = len(xs)
    mx, my = math.fsum(xs) / n, math.fsum(ys) / n
    top = math.fsum((p - mx) * (q - my) for p, q in zip(xs, ys))
    bottom = math.fsum((p - mx) ** 2 for p in xs)
    a = top / bottom
    return a, my - a * mx


def fit_normal_equation(X, y):
    X, y = _as_float(X), _as_float(y)
    if X.ndim != 2 or X.shape[0] == 0:
        raise ValueError("X must have shape (n, d)")
    if y.shape != (X.shape[0],):
        raise ValueError("y must have shape (n,)")
    n, d = X.shape
    A = np.insert(X, 0, 1, axis=1)
    u, s, vh = np.linalg.svd(A, full_matrices=False)
    keep = s >= max(n, d + 1) * np.finfo(A.dtype).eps * s.max()
    theta = np.zeros(d + 1, dtype=A.dtype)
    for left, size, right in zip(u.T[keep], s[keep], vh[keep]):
        theta += (left @ y) / size * right
    return theta


def fit_ridge(X, y, lam):
    X, y = _as_float(X), _as_float(y)
    if X.ndim != 2 or X.shape[0] == 0:
        raise ValueError("X must have shape (n, d)")
    if y.shape != (X.shape[0],):
        raise ValueError("y must have shape (n,)")
    if float(lam) < 0:
        raise ValueError("lam must be >= 0")
    mx, my = X.mean(axis=0), y.mean()
    C = X - mx
    G = np.einsum("ia,ib->ab", C, C) + float(lam) * np.identity(X.shape[1], X.dtype)
    w = np.linalg.solve(G, np.einsum("ia,i->a", C, y - my))
    return np.concatenate([np.array([my - mx @ w], X.dtype), w])
