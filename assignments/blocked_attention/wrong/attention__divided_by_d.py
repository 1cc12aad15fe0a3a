"""You divided the scores by d, or twice by its root; once by the root is asked for. Look at the formula of S,
and at what your queries already hold.
"""

import numpy as np


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block must be at least 1")
    scores = q * 1.0 @ k.transpose(0, 2, 1) / q.shape[2]
    weights = np.exp(scores - scores.max(axis=2, keepdims=True))
    return weights / weights.sum(axis=2, keepdims=True) @ v
