"""Batch normalisation by loops over single numbers: another right solution, which must earn full marks.

It shares no formula with the reference where another one exists: sums are exact (`math.fsum`), the running
variance is updated as a correction, the gradient is the full sum over the Jacobian, and images are visited
pixel by pixel.
"""

from __future__ import annotations

import math

import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    size, features = x.shape
    if size < 2:
        raise ValueError(f"a training batch needs at least 2 samples, this one has {size}")
    y = np.empty((size, features))
    new_mean, new_var = np.empty(features), np.empty(features)
    for k in range(features):
        y[:, k], new_mean[k], new_var[k] = _one_feature(
            [float(value) for value in x[:, k]],
            (float(gamma[k]), float(beta[k])),
            (float(running[0][k]), float(running[1][k])),
            momentum,
            eps,
        )
    kind = _floating(x)
    return y.astype(kind), (new_mean.astype(kind), new_var.astype(kind))


def batchnorm_backward(dout, x, gamma, eps):
    size, features = x.shape
    dx = np.zeros((size, features))
    dgamma, dbeta = np.zeros(features), np.zeros(features)
    for k in range(features):
        centred, var = _centred([float(value) for value in x[:, k]])
        root = math.sqrt(var + eps)
        slopes = [float(value) for value in dout[:, k]]
        dbeta[k] = math.fsum(slopes)
        dgamma[k] = math.fsum(g * c / root for g, c in zip(slopes, centred, strict=True))
        for i in range(size):
            # d x_hat_j / d x_i by the quotient rule, for every output j
            dx[i, k] = math.fsum(
                slopes[j]
                * float(gamma[k])
                * (((i == j) - 1 / size) * root - centred[j] * centred[i] / (size * root))
                / root**2
                for j in range(size)
            )
    kind = _floating(x)
    return dx.astype(kind), dgamma.astype(kind), dbeta.astype(kind)


def batchnorm_inference(x, gamma, beta, running, eps):
    y = np.empty(x.shape)
    for (i, k), value in np.ndenumerate(x):
        distance = float(value) - float(running[0][k])
        y[i, k] = float(beta[k]) + float(gamma[k]) * distance * (float(running[1][k]) + eps) ** -0.5
    return y.astype(_floating(x))


def update(gamma, beta, grads, lr):
    moved = []
    for parameter, gradient in zip((gamma, beta), grads, strict=True):
        values = [float(p) - lr * float(g) for p, g in zip(parameter, gradient, strict=True)]
        moved.append(np.array(values, dtype=_floating(parameter)))
    return moved[0], moved[1]


def batchnorm2d_forward(x, gamma, beta, running, momentum, eps):
    batch, channels, height, width = x.shape
    if batch * height * width < 2:
        raise ValueError("a channel needs at least 2 values")
    y = np.empty(x.shape)
    new_mean, new_var = np.empty(channels), np.empty(channels)
    places = list(np.ndindex(batch, height, width))
    for c in range(channels):
        values, new_mean[c], new_var[c] = _one_feature(
            [float(x[b, c, i, j]) for b, i, j in places],
            (float(gamma[c]), float(beta[c])),
            (float(running[0][c]), float(running[1][c])),
            momentum,
            eps,
        )
        for (b, i, j), value in zip(places, values, strict=True):
            y[b, c, i, j] = value
    kind = _floating(x)
    return y.astype(kind), (new_mean.astype(kind), new_var.astype(kind))


def _one_feature(values, parameters, state, momentum, eps):
    """The outputs of one feature, its new running mean and its new running variance."""
    (scale, offset), (old_mean, old_var) = parameters, state
    centred, var = _centred(values)
    mean = math.fsum(values) / len(values)
    sample_var = math.fsum(c * c for c in centred) / (len(values) - 1)
    outputs = [scale * c / math.sqrt(var + eps) + offset for c in centred]
    return outputs, old_mean + momentum * (mean - old_mean), old_var + momentum * (sample_var - old_var)


def _centred(values):
    """Distances from the mean, and their mean square."""
    mean = math.fsum(values) / len(values)
    centred = [value - mean for value in values]
    return centred, math.fsum(c * c for c in centred) / len(values)


def _floating(array):
    """The dtype of a result: that of a floating input, float64 for integers."""
    return array.dtype if array.dtype.kind == "f" else np.dtype(np.float64)
