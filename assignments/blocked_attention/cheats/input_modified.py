"""Scales the queries in the caller's own array, to save a copy.

verdict: failed
"""

import numpy as np


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block must be at least 1")
    q /= q.shape[2] ** 0.5
    scores = q @ k.transpose(0, 2, 1)
    scores -= scores.max(axis=2, keepdims=True)
    np.exp(scores, out=scores)
    return scores @ v / scores.sum(axis=2, keepdims=True)
