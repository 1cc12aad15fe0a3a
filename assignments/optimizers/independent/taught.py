"""The optimizers step by step, as a lecture teaches them: every intermediate result has a name.

Another right solution, which must earn full marks.
"""

from __future__ import annotations

import numpy as np


def sgd(w, g, lr):
    w, g = _real(w), _real(g)
    _check_shapes(w, g)
    _check_positive(lr)
    step = lr * g
    return w - step


def momentum(w, g, v, lr, mu=0.9):
    w, g, v = _real(w), _real(g), _real(v)
    _check_shapes(w, g, v)
    _check_positive(lr)
    _check_share(mu)
    kept = mu * v
    new_v = kept + g
    step = lr * new_v
    new_w = w - step
    return new_w, new_v


def nesterov(w, g, v, lr, mu=0.9):
    w, g, v = _real(w), _real(g), _real(v)
    _check_shapes(w, g, v)
    _check_positive(lr)
    _check_share(mu)
    kept = mu * v
    new_v = kept + g
    ahead = mu * new_v
    direction = g + ahead
    step = lr * direction
    new_w = w - step
    return new_w, new_v


def adagrad(w, g, s, lr, eps=1e-8):
    w, g, s = _real(w), _real(g), _real(s)
    _check_shapes(w, g, s)
    _check_positive(lr, eps)
    square = g**2
    new_s = s + square
    root = np.sqrt(new_s)
    denominator = root + eps
    direction = g / denominator
    step = lr * direction
    new_w = w - step
    return new_w, new_s


def rmsprop(w, g, s, lr, rho=0.9, eps=1e-8):
    w, g, s = _real(w), _real(g), _real(s)
    _check_shapes(w, g, s)
    _check_positive(lr, eps)
    _check_share(rho)
    square = g**2
    kept = rho * s
    added = (1 - rho) * square
    new_s = kept + added
    root = np.sqrt(new_s)
    denominator = root + eps
    direction = g / denominator
    step = lr * direction
    new_w = w - step
    return new_w, new_s


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    w, g, m, v = _real(w), _real(g), _real(m), _real(v)
    _check_shapes(w, g, m, v)
    _check_positive(lr, eps)
    _check_share(beta1, beta2)
    if t < 0:
        raise ValueError(f"t must be >= 0, got {t}")
    new_t = t + 1
    kept_m = beta1 * m
    added_m = (1 - beta1) * g
    new_m = kept_m + added_m
    square = g**2
    kept_v = beta2 * v
    added_v = (1 - beta2) * square
    new_v = kept_v + added_v
    correction_m = 1 - beta1**new_t
    correction_v = 1 - beta2**new_t
    m_hat = new_m / correction_m
    v_hat = new_v / correction_v
    root = np.sqrt(v_hat)
    denominator = root + eps
    direction = m_hat / denominator
    step = lr * direction
    new_w = w - step
    return new_w, new_m, new_v, new_t


def weight_decay_step(w, g, m, v, t, lr, lam, beta1=0.9, beta2=0.999, eps=1e-8):
    w, g, m, v = _real(w), _real(g), _real(m), _real(v)
    _check_shapes(w, g, m, v)
    _check_positive(lr, eps)
    _check_share(beta1, beta2)
    if t < 0 or lam < 0:
        raise ValueError(f"t and lam must be >= 0, got {t} and {lam}")
    new_t = t + 1
    kept_m = beta1 * m
    added_m = (1 - beta1) * g
    new_m = kept_m + added_m
    square = g**2
    kept_v = beta2 * v
    added_v = (1 - beta2) * square
    new_v = kept_v + added_v
    correction_m = 1 - beta1**new_t
    correction_v = 1 - beta2**new_t
    m_hat = new_m / correction_m
    v_hat = new_v / correction_v
    root = np.sqrt(v_hat)
    denominator = root + eps
    direction = m_hat / denominator
    step = lr * direction
    shrink = lr * lam
    factor = 1 - shrink
    decayed = factor * w
    new_w = decayed - step
    return new_w, new_m, new_v, new_t


def batch_gd(grad, w, X, y, lr, steps):
    _check_samples(X, y)
    _check_positive(lr)
    if steps < 0:
        raise ValueError(f"steps must be >= 0, got {steps}")
    new_w = _real(w).copy()
    for _ in range(steps):
        g = grad(new_w, X, y)
        step = lr * g
        new_w = new_w - step
    return new_w


def stochastic_gd(grad, w, X, y, lr, order):
    _check_samples(X, y)
    _check_positive(lr)
    order = np.asarray(order)
    _check_rows(order, len(X))
    new_w = _real(w).copy()
    for i in order:
        X_i = X[[i]]
        y_i = y[[i]]
        g = grad(new_w, X_i, y_i)
        step = lr * g
        new_w = new_w - step
    return new_w


def minibatch_gd(grad, w, X, y, lr, batches):
    _check_samples(X, y)
    _check_positive(lr)
    new_w = _real(w).copy()
    for batch in batches:
        rows = np.asarray(batch)
        _check_rows(rows, len(X))
        if len(rows) == 0:
            raise ValueError("a batch must not be empty")
        X_B = X[rows]
        y_B = y[rows]
        g = grad(new_w, X_B, y_B)
        step = lr * g
        new_w = new_w - step
    return new_w


def converges(lr, curvature):
    if curvature <= 0:
        raise ValueError(f"curvature must be > 0, got {curvature}")
    border = 2 / curvature
    moves = lr > 0
    short = lr < border
    return moves and short


def _real(values):
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)


def _check_shapes(w, *arrays):
    for array in arrays:
        if array.shape != w.shape:
            raise ValueError(f"all arrays must have the shape of w, {w.shape}, got {array.shape}")


def _check_positive(*numbers):
    for number in numbers:
        if number <= 0:
            raise ValueError(f"lr and eps must be > 0, got {number}")


def _check_share(*numbers):
    for number in numbers:
        if number < 0 or number >= 1:
            raise ValueError(f"mu, rho and the betas must be in [0, 1), got {number}")


def _check_samples(X, y):
    if X.ndim != 2 or len(X) == 0:
        raise ValueError(f"X must be (n, d), n >= 1, got {X.shape}")
    if y.shape != (len(X),):
        raise ValueError(f"y must be (n,), got {y.shape}")


def _check_rows(rows, n):
    if rows.ndim != 1 or rows.dtype.kind not in "iu":
        raise ValueError("row numbers must be integers in one axis")
    if np.any(rows < 0) or np.any(rows >= n):
        raise ValueError(f"row numbers must be from 0 to {n - 1}")
