"""You left out the queries that fill no whole block, so their rows are 0. A shorter last block is a block;
look at where the loop over the queries ends.
"""

import numpy as np


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block must be at least 1")
    dtype = np.result_type(q.dtype, k.dtype, v.dtype, 1.0)
    scores = q.astype(dtype) @ k.transpose(0, 2, 1) / q.shape[2] ** 0.5
    weights = np.exp(scores - scores.max(axis=2, keepdims=True))
    out = weights / weights.sum(axis=2, keepdims=True) @ v
    rest = q.shape[1] % block
    if rest:
        out[:, -rest:] = 0
    return out
