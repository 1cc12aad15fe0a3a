# exercise: initialization
import numpy as np


def _fans(fan_in, fan_out):
    fan_in, fan_out = int(fan_in), int(fan_out)
    if fan_in < 1 or fan_out < 1:
        raise ValueError("fans must be >= 1")
    return fan_in, fan_out


def xavier_uniform(fan_in, fan_out, rng):
    fan_in, fan_out = _fans(fan_in, fan_out)
    limit = np.sqrt(2.0 / (fan_in + fan_out))
    return rng.uniform(-limit, limit, size=(fan_in, fan_out))


def xavier_normal(fan_in, fan_out, rng):
    fan_in, fan_out = _fans(fan_in, fan_out)
    sigma = np.sqrt(2.0 / (fan_in + fan_out))
    return rng.normal(0.0, sigma, size=(fan_in, fan_out))


def he_normal(fan_in, fan_out, rng):
    fan_in, fan_out = _fans(fan_in, fan_out)
    # as in torch: fan_out is the first axis there
    sigma = np.sqrt(2.0 / fan_out)
    return rng.normal(0.0, sigma, size=(fan_in, fan_out))


def _network(widths, weight_var, activation):
    widths, var = np.asarray(widths), np.asarray(weight_var)
    if var.dtype.kind != "f":
        var = var.astype(float)
    if widths.ndim != 1 or len(widths) < 2 or np.any(widths < 1):
        raise ValueError("widths")
    if var.ndim == 0:
        var = np.full(len(widths) - 1, var)
    if var.shape != (len(widths) - 1,) or not np.all(np.isfinite(var)) or np.any(var < 0):
        raise ValueError("weight_var")
    if activation not in ["identity", "relu"]:
        raise ValueError("activation")
    return [float(n) for n in widths], var, activation == "relu"


def forward_variance(widths, weight_var, activation):
    widths, var, relu = _network(widths, weight_var, activation)
    out = np.zeros_like(var)
    v = 1.0
    for i in range(len(var)):
        v = widths[i] * var[i] * v
        out[i] = v
        if relu:
            v = v / 2
    return out


def backward_variance(widths, weight_var, activation):
    widths, var, relu = _network(widths, weight_var, activation)
    out = np.zeros_like(var)
    v = 1.0
    for i in reversed(range(len(var))):
        v = widths[i + 1] * var[i] * v
        out[i] = v
        if relu:
            v = v / 2
    return out


def symmetric_init_collapses(W1, b1, W2):
    W1, b1, W2 = np.asarray(W1), np.asarray(b1), np.asarray(W2)
    if W1.ndim != 2 or b1.ndim != 1 or W2.ndim != 2:
        raise ValueError("ndim")
    if W1.shape[1] != len(b1) or len(W2) != len(b1) or len(b1) < 2 or 0 in W1.shape or 0 in W2.shape:
        raise ValueError("shapes")
    # equal units compute the same and stay the same
    first = W1[:, 0]
    return bool(np.all(b1 == b1[0])) and all(np.array_equal(W1[:, j], first) for j in range(len(b1)))
