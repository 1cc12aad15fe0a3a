"""Queries are halved until the scores of a part with all keys have at most a quarter of a million entries.

tier: in blocks
advice: none
"""

import numpy as np


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block must be larger")
    dtype = np.result_type(q.dtype, k.dtype, v.dtype, 1.0)
    out = np.empty((q.shape[0], q.shape[1], v.shape[2]), dtype)
    q = np.true_divide(q, np.sqrt(q.shape[2])).astype(dtype)
    for sequence in zip(q, k, v, out, strict=True):
        attend(*sequence, block)
    return out


def attend(q, k, v, out, block):
    if len(q) > 1 and len(q) * len(k) > 4 * block * block:
        half = len(q) // 2
        attend(q[:half], k, v, out[:half], block)
        attend(q[half:], k, v, out[half:], block)
    else:
        weights = np.dot(q, k.T)
        weights -= weights.max(axis=1, keepdims=True)
        np.exp(weights, out=weights)
        out[...] = np.dot(weights, v)
        out /= weights.sum(axis=1, keepdims=True)
