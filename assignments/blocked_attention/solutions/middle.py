"""The formula as it stands: all B · T · T scores, in three matrices, each written and read several times.

earns: 2 points
"""

import numpy as np


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block must be at least 1")
    q = q.astype(np.result_type(q.dtype, k.dtype, v.dtype, 1.0), copy=False)
    scores = q @ k.transpose(0, 2, 1) / q.shape[2] ** 0.5
    weights = np.exp(scores - scores.max(axis=2, keepdims=True))
    return weights / weights.sum(axis=2, keepdims=True) @ v
