"""A softmax from block to block with all sums in float64; the result is rounded to the dtype that is asked for.

tier: matrix products
advice: in the precision of the inputs
"""

import numpy as np


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block must not be below 1")
    out = np.empty((*q.shape[:2], v.shape[2]), np.result_type(q.dtype, k.dtype, v.dtype, 1.0))
    for b in range(len(q)):
        for i in range(0, q.shape[1], block):
            qi = q[b, i : i + block].astype(np.float64) / np.sqrt(q.shape[2])
            m = np.full(len(qi), -np.inf)
            denominator = np.zeros(len(qi))
            numerator = np.zeros((len(qi), v.shape[2]))
            for j in range(0, k.shape[1], block):
                s = qi @ k[b, j : j + block].astype(np.float64).T
                m_new = np.maximum(m, s.max(axis=1))
                p = np.exp(s - m_new[:, None])
                factor = np.exp(m - m_new)
                denominator = denominator * factor + p.sum(axis=1)
                numerator = numerator * factor[:, None] + p @ v[b, j : j + block].astype(np.float64)
                m = m_new
            out[b, i : i + block] = numerator / denominator[:, None]
    return out
