"""You did not divide the scores by the root of their size. Sums of d products grow with the root of d, and
the softmax sharpens; look at the formula of S.
"""

import numpy as np


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block must be at least 1")
    scores = q * 1.0 @ k.transpose(0, 2, 1)
    weights = np.exp(scores - scores.max(axis=2, keepdims=True))
    return weights / weights.sum(axis=2, keepdims=True) @ v
