"""np.apply_along_axis with a function of one query, for each sequence.

tier: none
advice: Let one product serve many queries
"""

import numpy as np


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block is too small")
    dtype = np.result_type(q.dtype, k.dtype, v.dtype, 1.0)
    q, k, v = q.astype(dtype), k.astype(dtype), v.astype(dtype)
    root = dtype.type(np.sqrt(q.shape[2]))

    def attend(query, keys, values):
        scores = keys.dot(query) / root
        e = np.exp(scores - scores.max())
        return e.dot(values) / e.sum()

    return np.array([np.apply_along_axis(attend, 1, q[b], k[b], v[b]) for b in range(len(q))])
