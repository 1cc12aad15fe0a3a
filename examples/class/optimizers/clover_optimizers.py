import numpy as np


def _f(a):
    return np.asarray(a, dtype=np.float64) if np.asarray(a).dtype.kind != "f" else np.asarray(a)


def _check(w, *others):
    for o in others:
        if np.shape(o) != np.shape(w):
            raise ValueError("wrong shape")


def sgd(w, g, lr):
    _check(w, g)
    if lr <= 0:
        raise ValueError("lr must be positive")
    return _f(w) - lr * _f(g)


def momentum(w, g, v, lr, mu=0.9):
    # as in my notes: the velocity is a moving average of the gradients
    _check(w, g, v)
    if lr <= 0 or not 0 <= mu < 1:
        raise ValueError("lr or mu")
    v = mu * _f(v) + (1 - mu) * _f(g)
    return _f(w) - lr * v, v


def nesterov(w, g, v, lr, mu=0.9):
    _check(w, g, v)
    if lr <= 0 or not 0 <= mu < 1:
        raise ValueError("lr or mu")
    v = mu * _f(v) + _f(g)
    return _f(w) - lr * (_f(g) + mu * v), v


def adagrad(w, g, s, lr, eps=1e-8):
    _check(w, g, s)
    if lr <= 0 or eps <= 0:
        raise ValueError("lr or eps")
    s = _f(s) + _f(g) ** 2
    return _f(w) - lr * _f(g) / (np.sqrt(s) + eps), s


def rmsprop(w, g, s, lr, rho=0.9, eps=1e-8):
    _check(w, g, s)
    if lr <= 0 or eps <= 0 or not 0 <= rho < 1:
        raise ValueError("lr, rho or eps")
    s = rho * _f(s) + (1 - rho) * _f(g) ** 2
    return _f(w) - lr * _f(g) / (np.sqrt(s) + eps), s


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    _check(w, g, m, v)
    if lr <= 0 or eps <= 0 or t < 0 or not (0 <= beta1 < 1 and 0 <= beta2 < 1):
        raise ValueError("a number is out of range")
    m = beta1 * _f(m) + (1 - beta1) * _f(g)
    v = beta2 * _f(v) + (1 - beta2) * _f(g) ** 2
    return _f(w) - lr * m / (np.sqrt(v) + eps), m, v, t + 1


def weight_decay_step(w, g, m, v, t, lr, lam, beta1=0.9, beta2=0.999, eps=1e-8):
    _check(w, g, m, v)
    if lr <= 0 or eps <= 0 or t < 0 or lam < 0 or not (0 <= beta1 < 1 and 0 <= beta2 < 1):
        raise ValueError("a number is out of range")
    t = t + 1
    g = _f(g) + lam * _f(w)
    m = beta1 * _f(m) + (1 - beta1) * g
    v = beta2 * _f(v) + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return _f(w) - lr * m_hat / (np.sqrt(v_hat) + eps), m, v, t


def _data(X, y, lr):
    if X.ndim != 2 or X.shape[0] == 0 or y.shape != (X.shape[0],) or lr <= 0:
        raise ValueError("X, y or lr")


def _rows(rows, X):
    rows = np.asarray(rows)
    if rows.ndim != 1 or rows.dtype.kind not in "iu" or np.any(rows < 0) or np.any(rows >= len(X)):
        raise ValueError("rows")
    return rows


def batch_gd(grad, w, X, y, lr, steps):
    _data(X, y, lr)
    if steps < 0:
        raise ValueError("steps")
    w = np.array(_f(w))
    for _ in range(steps):
        w = w - lr * grad(w, X, y)
    return w


def stochastic_gd(grad, w, X, y, lr, order):
    _data(X, y, lr)
    w = np.array(_f(w))
    for i in _rows(order, X):
        w = w - lr * grad(w, X[[i]], y[[i]])
    return w


def minibatch_gd(grad, w, X, y, lr, batches):
    _data(X, y, lr)
    w = np.array(_f(w))
    for batch in batches:
        batch = _rows(batch, X)
        if len(batch) == 0:
            raise ValueError("empty batch")
        w = w - lr / len(batch) * grad(w, X[batch], y[batch])
    return w


def converges(lr, curvature):
    if curvature <= 0:
        raise ValueError("curvature")
    return 0 < lr < 2 / curvature
