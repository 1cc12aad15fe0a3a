"""Blocks of keys only: all queries of all sequences go through the keys together, block after block.

tier: in blocks
advice: none
"""

import numpy as np


def blocked_attention(q, k, v, block=128):
    if block < 1:
        raise ValueError("a block needs at least one key")
    dtype = np.result_type(q.dtype, k.dtype, v.dtype, 1.0)
    q = np.multiply(q, q.shape[2] ** -0.5).astype(dtype, copy=False)
    numerator = np.zeros((*q.shape[:2], v.shape[2]), dtype)
    denominator = np.zeros((*q.shape[:2], 1), dtype)
    maximum = np.full_like(denominator, -np.inf)
    for start in range(0, k.shape[1], block):
        keys, values = k[:, start : start + block], v[:, start : start + block]
        s = q @ keys.transpose(0, 2, 1)
        new = np.maximum(maximum, s.max(axis=2, keepdims=True))
        np.subtract(s, new, out=s)
        np.exp(s, out=s)
        old = np.exp(maximum - new)
        numerator = numerator * old + s @ values
        denominator = denominator * old + s.sum(axis=2, keepdims=True)
        maximum = new
    return numerator / denominator
