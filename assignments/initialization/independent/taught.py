"""Initialization step by step, as a lecture teaches it: each quantity has its name.

Another right solution, which must earn full marks.
"""

from __future__ import annotations

import numpy as np


def xavier_uniform(fan_in, fan_out, rng):
    fan_in, fan_out = _size(fan_in), _size(fan_out)
    variance = 2 / (fan_in + fan_out)
    bound = np.sqrt(3 * variance)
    return rng.uniform(-bound, bound, (fan_in, fan_out))


def xavier_normal(fan_in, fan_out, rng):
    fan_in, fan_out = _size(fan_in), _size(fan_out)
    variance = 2 / (fan_in + fan_out)
    std = np.sqrt(variance)
    return std * rng.standard_normal((fan_in, fan_out))


def he_normal(fan_in, fan_out, rng):
    fan_in, fan_out = _size(fan_in), _size(fan_out)
    variance = 2 / fan_in
    std = np.sqrt(variance)
    return std * rng.standard_normal((fan_in, fan_out))


def forward_variance(widths, weight_var, activation):
    widths, weight_var = _checked(widths, weight_var, activation)
    L = len(weight_var)
    share = 0.5 if activation == "relu" else 1.0
    result = np.zeros(L, dtype=weight_var.dtype)
    second_moment = 1.0
    for layer in range(L):
        n_in = widths[layer]
        var_z = n_in * weight_var[layer] * second_moment
        result[layer] = var_z
        second_moment = share * var_z
    return result


def backward_variance(widths, weight_var, activation):
    widths, weight_var = _checked(widths, weight_var, activation)
    L = len(weight_var)
    share = 0.5 if activation == "relu" else 1.0
    result = np.zeros(L, dtype=weight_var.dtype)
    var_delta = 1.0
    for layer in range(L - 1, -1, -1):
        n_out = widths[layer + 1]
        var_a = n_out * weight_var[layer] * var_delta
        result[layer] = var_a
        var_delta = share * var_a
    return result


def symmetric_init_collapses(W1, b1, W2):
    W1, b1, W2 = np.asarray(W1), np.asarray(b1), np.asarray(W2)
    if W1.ndim != 2 or b1.ndim != 1 or W2.ndim != 2:
        raise ValueError("W1 and W2 need two axes, b1 needs one")
    D, H = W1.shape
    K = W2.shape[1]
    if len(b1) != H or len(W2) != H or H < 2 or D == 0 or K == 0:
        raise ValueError(f"shapes do not fit: {W1.shape}, {b1.shape}, {W2.shape}")
    for unit in range(1, H):
        same_incoming = np.array_equal(W1[:, unit], W1[:, 0])
        same_bias = b1[unit] == b1[0]
        same_outgoing = np.array_equal(W2[unit], W2[0])
        if not (same_incoming and same_bias and same_outgoing):
            return False
    return True


def _size(fan):
    fan = int(fan)
    if fan < 1:
        raise ValueError(f"a layer needs at least one input and one output, got {fan}")
    return fan


def _checked(widths, weight_var, activation):
    widths = np.asarray(widths).astype(float).tolist()
    if len(widths) < 2 or min(widths) < 1:
        raise ValueError(f"bad widths: {widths}")
    weight_var = np.asarray(weight_var)
    if weight_var.dtype.kind in "iub":
        weight_var = weight_var.astype(np.float64)
    L = len(widths) - 1
    if weight_var.ndim == 0:
        weight_var = np.full(L, weight_var)
    if weight_var.shape != (L,):
        raise ValueError(f"{L} variances are needed, got shape {weight_var.shape}")
    if not np.all(np.isfinite(weight_var)) or np.any(weight_var < 0):
        raise ValueError(f"bad variances: {weight_var}")
    if activation not in ("identity", "relu"):
        raise ValueError(f"unknown activation: {activation}")
    return widths, weight_var
