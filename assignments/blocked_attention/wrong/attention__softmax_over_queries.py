"""You took the softmax over the queries. Each query shares its weight out over the keys; look at the axis of
maximum and sum.
"""

import numpy as np


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block must be at least 1")
    scores = q * 1.0 @ k.transpose(0, 2, 1) / float(np.sqrt(q.shape[2]))
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True) @ v
