"""Weights at the start of training."""

import numpy as np


def check_fans(fan_in, fan_out):
    for n in (fan_in, fan_out):
        if n < 1:
            raise ValueError("a layer needs at least one unit on both sides")
    return int(fan_in), int(fan_out)


def xavier_std(fan_in, fan_out):
    return ((fan_in + fan_out) / 2) ** -0.5


def xavier_uniform(fan_in, fan_out, rng):
    shape = check_fans(fan_in, fan_out)
    a = 3**0.5 * xavier_std(*shape)
    return a - 2 * a * rng.random(shape)


def xavier_normal(fan_in, fan_out, rng):
    shape = check_fans(fan_in, fan_out)
    return rng.normal(scale=xavier_std(*shape), size=shape)


def he_normal(fan_in, fan_out, rng):
    shape = check_fans(fan_in, fan_out)
    return rng.standard_normal(shape) / np.sqrt(shape[0] / 2)


def gains(fans, weight_var, activation):
    """what each layer multiplies a variance with, without the activation, and the activation's factor"""
    var = np.asarray(weight_var)
    var = var if var.dtype.kind == "f" else var.astype(np.float64)
    if var.ndim == 0:
        var = np.repeat(var, len(fans))
    if var.shape != np.shape(fans) or not np.all(np.isfinite(var) & (var >= 0)):
        raise ValueError("weight_var: one number >= 0, or one for each layer")
    if activation not in ("identity", "relu"):
        raise ValueError("activation: identity or relu")
    return np.asarray(fans, dtype=var.dtype) * var, 0.5 if activation == "relu" else 1


def check_widths(widths):
    widths = [int(n) for n in widths]
    if len(widths) < 2 or min(widths) < 1:
        raise ValueError("widths: at least two numbers >= 1")
    return widths


def forward_variance(widths, weight_var, activation):
    g, factor = gains(check_widths(widths)[:-1], weight_var, activation)
    g[1:] *= factor
    return np.cumprod(g)


def backward_variance(widths, weight_var, activation):
    g, factor = gains(check_widths(widths)[1:], weight_var, activation)
    g[:-1] *= factor
    return np.cumprod(g[::-1])[::-1].copy()


def symmetric_init_collapses(W1, b1, W2):
    W1, b1, W2 = map(np.asarray, (W1, b1, W2))
    if W1.ndim != 2 or W2.ndim != 2 or b1.ndim != 1 or not W1.shape[1] == len(b1) == W2.shape[0]:
        raise ValueError("shapes do not fit")
    if len(b1) < 2 or W1.size == 0 or W2.size == 0:
        raise ValueError("two hidden units at least")
    # neighbours
    same = [
        np.all(W1[:, j] == W1[:, j - 1]) & (b1[j] == b1[j - 1]) & np.all(W2[j] == W2[j - 1])
        for j in range(1, len(b1))
    ]
    return all(same)
