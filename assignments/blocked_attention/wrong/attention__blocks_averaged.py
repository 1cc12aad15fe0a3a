"""You finished the softmax in every block and averaged the results, as if each block had the same weight.
Blocks with larger scores count more; look at when you divide.
"""

import numpy as np


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block must be at least 1")
    dtype = np.result_type(q.dtype, k.dtype, v.dtype, 1.0)
    q = q.astype(dtype) / q.shape[2] ** 0.5
    mixed = []
    for start in range(0, k.shape[1], block):
        part = slice(start, start + block)
        scores = q @ k[:, part].transpose(0, 2, 1)
        weights = np.exp(scores - scores.max(axis=2, keepdims=True))
        mixed.append(weights / weights.sum(axis=2, keepdims=True) @ v[:, part])
    return np.mean(mixed, axis=0)
