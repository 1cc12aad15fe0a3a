"""Linear regression by scipy.linalg and einsum: another right solution, if scipy may be imported."""

from __future__ import annotations

import numpy as np
import scipy.linalg


def fit_univariate(x, y):
    x, y = _floats(x, y)
    if x.ndim != 1 or x.shape != y.shape or np.unique(x).size < 2:
        raise ValueError("x and y must both be of shape (n,), with two different values in x")
    (variance, covariance), _ = np.cov(x, y)
    slope = covariance / variance
    return float(slope), float(np.average(y) - slope * np.average(x))


def fit_normal_equation(X, y):
    X, y = _checked(X, y)
    design = np.insert(X, 0, 1, axis=1)
    return scipy.linalg.lstsq(design, y, lapack_driver="gelsy", cond=_cond(design))[0]


def fit_normal_equation_columns(X, y):
    if np.ndim(X) != 2:
        raise ValueError("X must have two axes")
    X, y = _checked(np.transpose(X), y)
    design = np.insert(X, 0, 1, axis=1)
    return scipy.linalg.pinv(design, rtol=_cond(design)) @ y


def fit_ridge(X, y, lam):
    X, y = _checked(X, y)
    if lam < 0:
        raise ValueError("lam must not be negative")
    # The bias as one more weight, the only one without a penalty.
    design = np.insert(X, 0, 1, axis=1)
    gram = np.einsum("ni,nj->ij", design, design) + np.diag(np.insert(np.full(X.shape[1], lam), 0, 0))
    return scipy.linalg.solve(gram, np.einsum("ni,n->i", design, y), assume_a="pos").astype(X.dtype)


def predict(X, w, b):
    X, w = _floats(X, w)
    if X.ndim != 2 or w.shape != X.shape[1:]:
        raise ValueError("X must be of shape (n, d) and w of shape (d,)")
    return np.einsum("nd,d->n", X, w) + b


def mse_loss(y, y_hat):
    y, y_hat = _floats(y, y_hat)
    if y.ndim != 1 or y.shape != y_hat.shape or not y.size:
        raise ValueError("y and y_hat must both be of shape (n,), n >= 1")
    return float(np.vdot(y_hat - y, y_hat - y)) / y.size


def half_mse_loss(y, y_hat):
    y, y_hat = _floats(y, y_hat)
    if y.ndim != 1 or y.shape != y_hat.shape or not y.size:
        raise ValueError("y and y_hat must both be of shape (n,), n >= 1")
    return float(scipy.linalg.norm(y_hat - y) ** 2) / (2 * y.size)


def loss_gradient(X, y, w, b, lam=0.0):
    X, y, w = _checked(X, y, w)
    if lam < 0:
        raise ValueError("lam must not be negative")
    dw, db = _slopes(X, y, w, b)
    return dw + lam * w, db


def gradient_descent(X, y, lr, steps):
    X, y = _checked(X, y)
    if lr <= 0 or steps < 0:
        raise ValueError("lr must be positive and steps not negative")
    # For a loss of second order a step is affine: theta becomes theta - lr (H theta - g).
    design = np.insert(X, 0, 1, axis=1)
    hessian = np.einsum("ni,nj->ij", design, design) / len(y)
    slope = np.einsum("ni,n->i", design, y) / len(y)
    theta = np.zeros_like(slope)
    for _ in range(steps):
        theta = theta - lr * (hessian @ theta - slope)
    return theta[1:], float(theta[0])


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    X, y, w = _checked(X, y, w)
    if lr <= 0 or weight_decay < 0:
        raise ValueError("lr must be positive and weight_decay not negative")
    for rows in batches:
        if not len(rows) or not set(rows.tolist()) <= set(range(len(y))):
            raise ValueError("a batch is empty, or names a row that does not exist")
    for rows in batches:
        dw, db = _slopes(X[rows], y[rows], w, b)
        w, b = w - lr * (dw + weight_decay * w), b - lr * db
    return w, float(b)


def _slopes(X, y, w, b):
    """The derivatives of the half-mean loss, by w and by b."""
    residuals = np.einsum("nd,d->n", X, w) + b - y
    return np.einsum("nd,n->d", X, residuals) / len(y), float(np.average(residuals))


def _cond(design):
    """The share of the largest singular value below which one counts as 0."""
    return max(design.shape) * np.finfo(design.dtype).eps


def _floats(*arrays):
    kind = np.result_type(*arrays)
    return [np.asarray(array, dtype=kind if kind.kind == "f" else float) for array in arrays]


def _checked(X, y, w=None):
    """The arrays as floats, if their shapes belong together."""
    X, y, *rest = _floats(X, y) if w is None else _floats(X, y, w)
    if X.ndim != 2 or y.shape != (len(X),) or not len(y):
        raise ValueError("X must be of shape (n, d) and y of shape (n,), n >= 1")
    if rest and rest[0].shape != X.shape[1:]:
        raise ValueError("w must be of shape (d,)")
    return [X, y, *rest]
