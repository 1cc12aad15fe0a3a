import numpy as np


def _f(a):
    a = np.asarray(a)
    return a if np.issubdtype(a.dtype, np.floating) else a.astype("f8")


def gradient_descent(X, y, lr, steps):
    X, y = _f(X), _f(y)
    if X.ndim != 2 or not len(X):
        raise ValueError("X needs two axes and a sample")
    if y.shape != (len(X),):
        raise ValueError("y needs one value per sample")
    if not lr > 0:
        raise ValueError("lr needs to be positive")
    if steps < 0:
        raise ValueError("steps needs to be 0 or more")
    A = np.c_[np.ones(len(X), X.dtype), X]
    H = A.T @ A / len(A)
    g0 = A.T @ y / len(A)
    theta = np.zeros(A.shape[1], X.dtype)
    for _ in range(steps):
        theta = theta - float(lr) * (H @ theta - g0)
    return theta[1:], float(theta[0])


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0):
    X, y, w = _f(X), _f(y), _f(w)
    if X.ndim != 2 or not len(X):
        raise ValueError("X needs two axes and a sample")
    n, d = X.shape
    if y.shape != (n,):
        raise ValueError("y needs one value per sample")
    if w.shape != (d,):
        raise ValueError("w needs one value per feature")
    eta, lam = float(lr), float(weight_decay)
    if not eta > 0:
        raise ValueError("lr needs to be positive")
    if lam < 0:
        raise ValueError("weight_decay needs to be 0 or more")
    share = []
    for batch in batches:
        rows = [int(i) for i in batch]
        if not rows:
            raise ValueError("batches hold an empty batch")
        if not all(0 <= i < n for i in rows):
            raise ValueError("batches hold a row that does not exist")
        counts = np.zeros(n, X.dtype)
        for i in rows:
            counts[i] += 1
        share.append(counts / len(rows))
    A = np.c_[X, np.ones(n, X.dtype)]
    theta = np.append(w, np.asarray(float(b), X.dtype)).astype(X.dtype)
    keep = np.ones(d + 1, X.dtype)
    keep[:d] = 1 - eta * lam
    for p in share:
        theta = keep * theta - eta * ((p * (A @ theta - y)) @ A)
    return theta[:d], float(theta[d])
