"""Initialization with whole arrays: shifted draws, cumulative products, and one table of the units.

Another right solution, which must earn full marks.
"""

from __future__ import annotations

import numpy as np


def xavier_uniform(fan_in, fan_out, rng):
    fans = _fans(fan_in, fan_out)
    return np.sqrt(24 / fans.sum()) * (rng.random(fans[::-1]).T - 0.5)


def xavier_normal(fan_in, fan_out, rng):
    fans = _fans(fan_in, fan_out)
    return rng.normal(0.0, fans.mean() ** -0.5, fans[::-1]).T


def he_normal(fan_in, fan_out, rng):
    """Two even numbers give one normal number, by the transform of Box and Muller."""
    fans = _fans(fan_in, fan_out)
    angle, radius = 2 * np.pi * rng.random(fans), np.sqrt(-2 * np.log1p(-rng.random(fans)))
    return radius * np.cos(angle) * np.sqrt(2 / fans[0])


def forward_variance(widths, weight_var, activation):
    sizes, spread, kept = _settled(widths, weight_var, activation)
    return np.cumprod(sizes[:-1] * spread * np.append(1, np.full(len(spread) - 1, kept)), dtype=spread.dtype)


def backward_variance(widths, weight_var, activation):
    widths = np.asarray(widths)
    spread = np.asarray(weight_var)
    turned = spread[::-1] if spread.ndim else spread
    return forward_variance(widths[::-1], turned, activation)[::-1].copy()


def symmetric_init_collapses(W1, b1, W2):
    W1, b1, W2 = (np.asarray(a) for a in (W1, b1, W2))
    if W1.ndim != 2 or b1.ndim != 1 or W2.ndim != 2 or len(b1) < 2 or min(len(W1), W2.shape[-1]) < 1:
        raise ValueError("axes")
    units = np.hstack(
        [W1.T, b1[:, None], W2]
    )  # one row for each unit; other shapes make hstack raise ValueError
    return not np.any(units != units[:1])


def _fans(fan_in, fan_out):
    fans = np.array([fan_in, fan_out], dtype=np.int64)
    if np.any(fans < 1):
        raise ValueError(f"fans must be positive, got {fans}")
    return fans


def _settled(widths, weight_var, activation):
    spread = np.asarray(weight_var)
    spread = spread if spread.dtype.kind == "f" else spread.astype(float)
    sizes = np.asarray(widths).astype(spread.dtype)
    if sizes.ndim != 1 or sizes.size < 2 or not np.all(sizes >= 1):
        raise ValueError("widths")
    if spread.ndim > 1 or (spread.ndim == 1 and spread.size != sizes.size - 1):
        raise ValueError("one variance for each layer")
    if np.isnan(spread).any() or np.isinf(spread).any() or (spread < 0).any():
        raise ValueError("weight_var")
    match activation:
        case "identity":
            kept = 1.0
        case "relu":
            kept = 0.5
        case _:
            raise ValueError("activation")
    return sizes, np.resize(spread, sizes.size - 1) if spread.ndim == 0 else spread, kept
