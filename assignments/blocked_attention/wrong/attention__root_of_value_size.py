"""You divided the scores by the root of the size of a value. Scores are made of queries and keys; look at
whose size you took.
"""

import numpy as np


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block must be at least 1")
    scores = q * 1.0 @ k.transpose(0, 2, 1) / float(np.sqrt(v.shape[2]))
    weights = np.exp(scores - scores.max(axis=2, keepdims=True))
    return weights / weights.sum(axis=2, keepdims=True) @ v
