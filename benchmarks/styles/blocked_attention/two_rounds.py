"""Two rounds over the blocks of keys: the first finds the maxima, the second computes the scores again for the sums.

tier: matrix products
advice: scores computed twice cost as much
"""

import numpy as np


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block")
    dtype = np.result_type(q.dtype, k.dtype, v.dtype, 1.0)
    scaled = np.asarray(q / np.sqrt(q.shape[2]), dtype)
    out = np.empty((*q.shape[:2], v.shape[2]), dtype)
    starts = range(0, k.shape[1], block)
    for b in range(q.shape[0]):
        for i in range(0, q.shape[1], block):
            queries = scaled[b, i : i + block]
            top = np.max([(queries @ k[b, j : j + block].T).max(axis=1) for j in starts], axis=0)
            sums = np.zeros(len(queries), dtype)
            means = np.zeros((len(queries), v.shape[2]), dtype)
            for j in starts:
                weights = queries @ k[b, j : j + block].T
                weights -= top[:, np.newaxis]
                np.exp(weights, out=weights)
                sums += weights.sum(axis=1)
                means += weights @ v[b, j : j + block]
            out[b, i : i + block] = means / sums[:, np.newaxis]
    return out
