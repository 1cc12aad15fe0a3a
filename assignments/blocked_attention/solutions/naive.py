"""Query by query: no matrix of scores, and every key and value read again for each of them.

earns: 0 points
"""

import numpy as np


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block must be at least 1")
    out = np.empty((*q.shape[:2], v.shape[2]), np.result_type(q.dtype, k.dtype, v.dtype, 1.0))
    q = q.astype(out.dtype, copy=False)
    for i in range(q.shape[0]):
        for t in range(q.shape[1]):
            scores = k[i] @ q[i, t] / q.shape[2] ** 0.5
            weights = np.exp(scores - scores.max())
            out[i, t] = weights @ v[i] / weights.sum()
    return out
