"""Sixteen rows at a time: subtract, exp and multiply write into the rows of the result.

tier: in place
advice: none
"""

import numpy as np

ROWS = 16


def fused_cross_entropy(logits, targets):
    if logits.ndim != 2 or targets.shape != logits.shape[:1]:
        raise ValueError("logits (n, V), targets (n,)")
    n, V = logits.shape
    if (targets < 0).any() or (targets >= V).any():
        raise ValueError("a target is out of range")
    floating = np.issubdtype(logits.dtype, np.floating)
    grad = np.empty((n, V), logits.dtype if floating else np.float64)
    for first in range(0, n, ROWS):
        z = logits[first : first + ROWS]
        block = grad[first : first + ROWS]
        np.subtract(z, z.max(axis=1, keepdims=True), out=block, dtype=block.dtype)
        np.exp(block, out=block)
        factor = 1.0 / block.sum(axis=1, keepdims=True) / n
        np.multiply(block, factor, out=block)
    grad[np.arange(n), targets] -= 1 / n
    return grad
