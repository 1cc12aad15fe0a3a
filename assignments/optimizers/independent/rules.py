"""The optimizers as rules with a preconditioner: every step is w - lr * D * direction, written once.

Nesterov's step is taken in his own weights u, and Adam's corrections are moved into rate and eps.
"""

from __future__ import annotations

import numpy as np


def sgd(w, g, lr):
    (w, g), _ = _prepared((w, g), lr=lr)
    return np.subtract(w, np.multiply(lr, g))


def momentum(w, g, v, lr, mu=0.9):
    (w, g, v), _ = _prepared((w, g, v), (mu,), lr=lr)
    v = np.add(np.multiply(mu, v), g)
    return np.subtract(w, np.multiply(lr, v)), v


def nesterov(w, g, v, lr, mu=0.9):
    (w, g, v), _ = _prepared((w, g, v), (mu,), lr=lr)
    u = w + lr * mu * v  # the weights that the look-ahead started from
    new = mu * v + g
    u = u - lr * new
    return u - lr * mu * new, new


def adagrad(w, g, s, lr, eps=1e-8):
    (w, g, s), _ = _prepared((w, g, s), lr=lr, eps=eps)
    s = s + np.square(g)
    return w - (lr / (s**0.5 + eps)) * g, s


def rmsprop(w, g, s, lr, rho=0.9, eps=1e-8):
    (w, g, s), _ = _prepared((w, g, s), (rho,), lr=lr, eps=eps)
    s = _blend(s, np.square(g), rho)
    return w - (lr / (s**0.5 + eps)) * g, s


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    (w, g, m, v), t = _prepared((w, g, m, v), (beta1, beta2), t, lr=lr, eps=eps)
    m, v = _blend(m, g, beta1), _blend(v, np.square(g), beta2)
    return w - _corrected_step(m, v, t, lr, beta1, beta2, eps), m, v, t


def weight_decay_step(w, g, m, v, t, lr, lam, beta1=0.9, beta2=0.999, eps=1e-8):
    if lam < 0:
        raise ValueError("lam must not be negative")
    (w, g, m, v), t = _prepared((w, g, m, v), (beta1, beta2), t, lr=lr, eps=eps)
    m, v = _blend(m, g, beta1), _blend(v, np.square(g), beta2)
    return w - lr * lam * w - _corrected_step(m, v, t, lr, beta1, beta2, eps), m, v, t


def batch_gd(grad, w, X, y, lr, steps):
    if steps < 0:
        raise ValueError("steps must not be negative")
    every = np.arange(len(X))
    return minibatch_gd(grad, w, X, y, lr, [every] * steps)


def stochastic_gd(grad, w, X, y, lr, order):
    order = np.asarray(order)
    if order.ndim != 1:
        raise ValueError("order has one axis")
    return minibatch_gd(grad, w, X, y, lr, [order[k : k + 1] for k in range(len(order))])


def minibatch_gd(grad, w, X, y, lr, batches):
    if np.ndim(X) != 2 or np.shape(X)[0] < 1 or np.shape(y) != np.shape(X)[:1]:
        raise ValueError("X must be (n, d), and y (n,)")
    batches = [np.asarray(batch) for batch in batches]
    for batch in batches:
        if batch.ndim != 1 or batch.size == 0 or batch.dtype.kind not in "iu":
            raise ValueError("a batch holds one row number or more")
        if batch.min() < 0 or batch.max() > len(X) - 1:
            raise ValueError("there is no such row")
    (w,), _ = _prepared((w,), lr=lr)
    w = np.array(w)
    for batch in batches:
        w -= lr * grad(w.copy(), np.take(X, batch, axis=0), np.take(y, batch))
    return w


def converges(lr, curvature):
    if not curvature > 0:
        raise ValueError("the curvature must be positive")
    border = 2 / curvature
    return bool(np.sign(lr) * np.sign(border - lr) > 0)


def _blend(old, new, kept):
    return kept * old + (1 - kept) * new


def _corrected_step(m, v, t, lr, beta1, beta2, eps):
    """Kingma and Ba's faster order: both corrections in the rate, and eps scaled with the second one."""
    root = (1 - beta2**t) ** 0.5
    return (lr * root / (1 - beta1**t)) * m / (v**0.5 + eps * root)


def _prepared(arrays, shares=(), t=0, **positive):
    arrays = [np.asarray(a) for a in arrays]
    arrays = [a if a.dtype.kind == "f" else np.asarray(a, float) for a in arrays]
    if len({a.shape for a in arrays}) > 1:
        raise ValueError("all arrays must have the shape of w")
    for name, number in positive.items():
        if not number > 0:
            raise ValueError(f"{name} must be positive")
    if any(share < 0 or share >= 1 for share in shares):
        raise ValueError("a share is at least 0 and below 1")
    if t < 0:
        raise ValueError("t counts steps")
    return arrays, t + 1
