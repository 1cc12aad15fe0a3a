"""Blocks of queries, each with the scores of all keys at once, so that an ordinary softmax in place is enough.

tier: in blocks
advice: none
"""

import numpy as np


def blocked_attention(q, k, v, block=128):
    if block < 1:
        raise ValueError(f"block = {block}")
    dtype = np.result_type(q.dtype, k.dtype, v.dtype, 1.0)
    B, T, d = q.shape
    out = np.zeros((B, T, v.shape[2]), dtype)
    for b in range(B):
        keys = np.ascontiguousarray(k[b].T, dtype)
        for t in range(0, T, block):
            s = (q[b, t : t + block] * (1 / np.sqrt(d))).astype(dtype) @ keys
            s -= s.max(axis=1)[:, None]
            np.exp(s, out=s)
            out[b, t : t + block] = (s @ v[b]) / s.sum(axis=1)[:, None]
    return out
