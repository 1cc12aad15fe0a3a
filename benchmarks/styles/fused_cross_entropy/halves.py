"""Splits the rows into halves, recursively, until a part has at most 100,000 numbers; parts are computed in place.

tier: in place
advice: none
"""

import numpy as np

SMALL = 100_000


def fill(z, t, g, n):
    """Write the gradient of the rows z with the targets t into g."""
    if len(z) > 1 and z.size > SMALL:
        middle = len(z) // 2
        fill(z[:middle], t[:middle], g[:middle], n)
        fill(z[middle:], t[middle:], g[middle:], n)
        return
    np.subtract(z, z.max(axis=1, keepdims=True), out=g, dtype=g.dtype)
    np.exp(g, out=g)
    g /= g.sum(axis=1, keepdims=True) * n
    g[np.arange(len(z)), t] -= 1 / n


def fused_cross_entropy(logits, targets):
    if np.ndim(logits) != 2 or np.shape(targets) != np.shape(logits)[:1]:
        raise ValueError("need a matrix and one target per row")
    if targets.min() < 0 or targets.max() >= logits.shape[1]:
        raise ValueError("targets out of range")
    gradient = np.empty(logits.shape, dtype=np.result_type(logits, 1.0))
    fill(logits, targets, gradient, len(logits))
    return gradient
