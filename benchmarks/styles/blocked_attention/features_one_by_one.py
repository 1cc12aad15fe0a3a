"""The scores as a sum of outer products, one for each feature, added up in the whole matrix of a sequence.

tier: none
advice: Slower than products of whole matrices | Your function builds the whole 1024×1024 matrix of scores
"""

import numpy as np


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block below 1")
    dtype = np.result_type(q.dtype, k.dtype, v.dtype, 1.0)
    q, k, v = (a.astype(dtype) for a in (q, k, v))
    out = np.empty((*q.shape[:2], v.shape[2]), dtype)
    for b in range(len(q)):
        scores = np.zeros((q.shape[1], k.shape[1]), dtype)
        for f in range(q.shape[2]):
            scores += np.multiply.outer(q[b, :, f], k[b, :, f])
        scores /= dtype.type(np.sqrt(q.shape[2]))
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        scores /= scores.sum(axis=1, keepdims=True)
        for f in range(v.shape[2]):
            out[b, :, f] = (scores * v[b, :, f]).sum(axis=1)
    return out
