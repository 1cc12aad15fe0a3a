"""Two optimised einsums for each sequence, with its whole matrix of scores between them.

tier: matrix products
advice: Keep a block of them in the cache | Your function builds the whole 1024×1024 matrix of scores
"""

import numpy as np


def one_sequence(q, k, v):
    scores = np.einsum("id,jd->ij", q, k, optimize=True)
    scores -= scores.max(axis=1, keepdims=True)
    weights = np.exp(scores)
    weights /= weights.sum(axis=1, keepdims=True)
    return np.einsum("ij,jd->id", weights, v, optimize=True)


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block has to be positive")
    dtype = np.result_type(q.dtype, k.dtype, v.dtype, 1.0)
    q = (q / np.sqrt(q.shape[-1])).astype(dtype)
    k, v = k.astype(dtype), v.astype(dtype)
    return np.stack([one_sequence(*each) for each in zip(q, k, v, strict=True)])
