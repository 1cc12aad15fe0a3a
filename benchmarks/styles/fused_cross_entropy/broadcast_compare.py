"""Compares the targets with all class numbers by broadcasting, and subtracts the truth values from the softmax.

tier: none
advice: Look for a matrix of zeros and ones | how many new matrices there are
"""

import numpy as np


def fused_cross_entropy(logits, targets):
    if logits.ndim != 2:
        raise ValueError("logits must have two axes")
    n, V = logits.shape
    if targets.shape != (n,):
        raise ValueError("one target per row")
    if np.any((targets < 0) | (targets >= V)):
        raise ValueError("target is no class")
    z = logits * 1.0
    p = np.exp(z - z.max(axis=1)[:, None])
    p = p / p.sum(axis=1)[:, None]
    is_target = targets[:, None] == np.arange(V)[None, :]
    return (p - is_target) / n
