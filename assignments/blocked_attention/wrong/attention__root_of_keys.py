"""You divided the scores by the root of the number of keys. The size of a key is what makes products large;
look at which axis you count.
"""

import numpy as np


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block must be at least 1")
    scores = q * 1.0 @ k.transpose(0, 2, 1) / float(np.sqrt(k.shape[1]))
    weights = np.exp(scores - scores.max(axis=2, keepdims=True))
    return weights / weights.sum(axis=2, keepdims=True) @ v
