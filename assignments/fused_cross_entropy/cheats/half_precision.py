"""Takes the exponentials in numbers of 16 bits, which are half as many bytes to move.

verdict: failed
"""

import numpy as np


def fused_cross_entropy(logits, targets):
    if logits.ndim != 2 or targets.shape != logits.shape[:1]:
        raise ValueError("logits must be (n, V) and targets (n,)")
    if targets.min() < 0 or targets.max() >= logits.shape[1]:
        raise ValueError("targets must lie from 0 to V - 1")
    kind = np.result_type(logits.dtype, 1.0)
    g = np.exp((logits - logits.max(axis=1, keepdims=True).astype(kind)).astype(np.float16)).astype(kind)
    g /= len(g) * g.sum(axis=1, keepdims=True)
    g[np.arange(len(g)), targets.astype(int)] -= 1 / len(g)
    return g
