"""You kept the maximum of the first block for all that follow, and a larger score later overflows. The
maximum has to move with the blocks; look at where it is updated.
"""

import numpy as np


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block must be at least 1")
    dtype = np.result_type(q.dtype, k.dtype, v.dtype, 1.0)
    q = q.astype(dtype) / q.shape[2] ** 0.5
    with np.errstate(all="ignore"):
        top = np.full((*q.shape[:2], 1), -np.inf, dtype)
        total = np.zeros((*q.shape[:2], 1), dtype)
        mixed = np.zeros((*q.shape[:2], v.shape[2]), dtype)
        for start in range(0, k.shape[1], block):
            part = slice(start, start + block)
            scores = q @ k[:, part].transpose(0, 2, 1)
            higher = top if start else scores.max(axis=2, keepdims=True)
            weights, fade = np.exp(scores - higher), np.exp(top - higher)
            total = total * fade + weights.sum(axis=2, keepdims=True)
            mixed = mixed * fade + weights @ v[:, part]
            top = higher
        return mixed / total
