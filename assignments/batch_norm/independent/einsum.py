"""Batch normalisation as linear algebra: another right solution, which must earn full marks.

Centring is a product with the matrix I - 11ᵀ/n, and the gradient is the whole Jacobian of the layer, contracted
by `np.einsum`.
"""

from __future__ import annotations

import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    if len(x) < 2:
        raise ValueError("one sample has no unbiased variance")
    centred, inverse_root = _standard(x, eps)
    y = np.einsum("nd,d,d->nd", centred, inverse_root, gamma) + beta
    sample_var = np.einsum("nd,nd->d", centred, centred) / (len(x) - 1)
    means = np.average(x, axis=0)
    moved = np.einsum("s,std->td", [1 - momentum, momentum], [running, (means, sample_var)])
    return y.astype(_kind(x)), tuple(moved.astype(_kind(x)))


def batchnorm_backward(dout, x, gamma, eps):
    n = len(x)
    centred, inverse_root = _standard(x, eps)
    x_hat = centred * inverse_root
    # jacobian[j, i, d] = d x_hat[j, d] / d x[i, d]
    jacobian = _centring(n)[:, :, np.newaxis] - np.einsum("jd,id->jid", x_hat, x_hat) / n
    dx = np.einsum("jd,jid,d,d->id", dout, jacobian, inverse_root, gamma)
    dgamma = np.einsum("nd,nd->d", dout, x_hat)
    dbeta = np.einsum("nd->d", np.asarray(dout, dtype=np.float64))
    return tuple(slope.astype(_kind(x)) for slope in (dx, dgamma, dbeta))


def batchnorm_inference(x, gamma, beta, running, eps):
    kind = _kind(x)
    mean, var = (np.asarray(value, dtype=kind) for value in running)
    scaled = np.einsum("nd,dk->nk", x - mean, np.diag(gamma / np.sqrt(var + eps)))
    return (scaled + beta).astype(kind)


def update(gamma, beta, grads, lr):
    old, slopes = (np.stack(pair).astype(_kind(gamma)) for pair in ((gamma, beta), grads))
    moved = old - float(lr) * slopes
    return moved[0], moved[1]


def batchnorm2d_forward(x, gamma, beta, running, momentum, eps):
    batch, channels, height, width = x.shape
    pixels = np.einsum("bchw->bhwc", x).reshape(batch * height * width, channels)
    y, moved = batchnorm_forward(pixels, gamma, beta, running, momentum, eps)
    return np.einsum("bhwc->bchw", y.reshape(batch, height, width, channels)), moved


def _centring(n):
    """The matrix that takes the mean out of a column."""
    return np.eye(n) - np.full((n, n), 1 / n)


def _standard(x, eps):
    """Distances from the mean, and one over the root of variance and eps."""
    # Taking the first sample off leaves the distances as they are, and keeps large means out of the products.
    centred = _centring(len(x)) @ (np.asarray(x, dtype=np.float64) - x[0])
    var = np.einsum("nd,nd->d", centred, centred) / len(x)
    return centred, (var + eps) ** -0.5


def _kind(array):
    """The dtype of a result: that of a floating input, float64 for integers."""
    return array.dtype if array.dtype.kind == "f" else np.dtype(np.float64)
