"""The formula with a name for each step; scale and division act on the whole matrices of scores.

tier: matrix products
advice: Keep a block of them in the cache | Your function builds the whole 1024×1024 matrix of scores
"""

import numpy as np


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block < 1")
    dtype = np.result_type(q.dtype, k.dtype, v.dtype, 1.0)
    q, k, v = q.astype(dtype), k.astype(dtype), v.astype(dtype)
    kt = np.swapaxes(k, 1, 2)
    products = np.matmul(q, kt)
    scores = products / np.sqrt(q.shape[2]).astype(dtype)
    row_max = np.max(scores, axis=2, keepdims=True)
    shifted = scores - row_max
    exps = np.exp(shifted)
    sums = np.sum(exps, axis=2, keepdims=True)
    weights = exps / sums
    return np.matmul(weights, v)
