"""You computed in float32 and widened the result, so half of its digits are invented. Look at where a float64
input loses its type.
"""

import numpy as np


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block must be at least 1")
    kind = np.result_type(q.dtype, k.dtype, v.dtype, 1.0)
    q, k, v = (a.astype(np.float32) for a in (q, k, v))
    scores = q @ k.transpose(0, 2, 1) / float(np.sqrt(q.shape[2]))
    weights = np.exp(scores - scores.max(axis=2, keepdims=True))
    return (weights / weights.sum(axis=2, keepdims=True) @ v).astype(kind)
