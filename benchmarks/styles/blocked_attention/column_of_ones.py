"""A column of ones beside the values: one product gives numerator and denominator, and one factor fades both.

tier: in blocks
advice: none
"""

import numpy as np


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block must be at least one")
    dtype = np.result_type(q.dtype, k.dtype, v.dtype, 1.0)
    B, T, d = q.shape
    out = np.empty((B, T, v.shape[2]), dtype)
    for b in range(B):
        wide = np.column_stack([v[b], np.ones(len(v[b]))]).astype(dtype)
        keys = (k[b] / np.sqrt(d)).astype(dtype)
        for rows in (slice(i, i + block) for i in range(0, T, block)):
            both, m = np.dtype(dtype).type(0), np.dtype(dtype).type(-np.inf)
            for j in range(0, len(keys), block):
                s = q[b, rows] @ keys[j : j + block].T
                m_next = np.maximum(s.max(axis=1, keepdims=True), m)
                np.exp(np.subtract(s, m_next, out=s), out=s)
                both = both * np.exp(m - m_next) + s @ wide[j : j + block]
                m = m_next
            out[b, rows] = both[:, :-1] / both[:, -1:]
    return out
