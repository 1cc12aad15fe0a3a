"""Initialization weight by weight, with Python's own numbers.

Another right solution, which must earn full marks.
"""

from __future__ import annotations

import math

import numpy as np


def xavier_uniform(fan_in, fan_out, rng):
    n, m = _positive(fan_in, fan_out)
    bound = math.sqrt(6.0) / math.sqrt(n + m)
    return np.array([[bound * (2 * rng.random() - 1) for _ in range(m)] for _ in range(n)])


def xavier_normal(fan_in, fan_out, rng):
    n, m = _positive(fan_in, fan_out)
    return _bell(n, m, ((n + m) / 2) ** -0.5, rng)


def he_normal(fan_in, fan_out, rng):
    n, m = _positive(fan_in, fan_out)
    return _bell(n, m, (n / 2) ** -0.5, rng)


def forward_variance(widths, weight_var, activation):
    sizes, spreads, kind = _plan(widths, weight_var, activation)
    found = []
    for n, spread in zip(sizes, spreads, strict=False):
        before = (found[-1] * (0.5 if activation == "relu" else 1)) if found else 1
        found.append(n * spread * before)
    return np.array(found, dtype=kind)


def backward_variance(widths, weight_var, activation):
    sizes, spreads, kind = _plan(widths, weight_var, activation)
    found = []
    for n, spread in zip(reversed(sizes), reversed(spreads), strict=False):
        behind = (found[-1] * (0.5 if activation == "relu" else 1)) if found else 1
        found.append(n * spread * behind)
    return np.array(list(reversed(found)), dtype=kind)


def symmetric_init_collapses(W1, b1, W2):
    W1, b1, W2 = np.asarray(W1), np.asarray(b1), np.asarray(W2)
    if (W1.ndim, b1.ndim, W2.ndim) != (2, 1, 2) or not W1.shape[1] == b1.shape[0] == W2.shape[0]:
        raise ValueError("the shapes do not fit together")
    if b1.size < 2 or 0 in (*W1.shape, *W2.shape):
        raise ValueError("too few units")
    units = {
        (*incoming, bias, *outgoing)
        for incoming, bias, outgoing in zip(W1.T.tolist(), b1.tolist(), W2.tolist(), strict=True)
    }
    return len(units) == 1


def _positive(*fans):
    fans = [int(fan) for fan in fans]
    if min(fans) <= 0:
        raise ValueError(f"fans: {fans}")
    return fans


def _bell(n, m, std, rng):
    """Weights column by column."""
    weights = np.empty((n, m))
    for j in range(m):
        for i in range(n):
            weights[i, j] = rng.normal(scale=std)
    return weights


def _plan(widths, weight_var, activation):
    sizes = [int(n) for n in widths]
    if len(sizes) < 2 or any(n < 1 for n in sizes):
        raise ValueError(f"widths: {sizes}")
    spreads = np.asarray(weight_var)
    kind = spreads.dtype if spreads.dtype.kind == "f" else np.float64
    spreads = [float(spreads)] * (len(sizes) - 1) if spreads.ndim == 0 else [float(v) for v in weight_var]
    if len(spreads) != len(sizes) - 1 or any(not 0 <= v < math.inf for v in spreads):
        raise ValueError(f"weight_var: {spreads}")
    if activation != "identity" and activation != "relu":
        raise ValueError(activation)
    return sizes, spreads, kind
