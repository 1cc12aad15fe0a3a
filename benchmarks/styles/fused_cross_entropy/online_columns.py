"""Reads the classes in blocks with a running maximum and a running sum, and writes the gradient in a second pass.

tier: no other matrix
advice: an exponential or a division is made twice
"""

import numpy as np

COLUMNS = 1024


def fused_cross_entropy(logits, targets):
    if logits.ndim != 2 or targets.shape != logits.shape[:1]:
        raise ValueError("shapes")
    n, V = logits.shape
    if targets.min() < 0 or targets.max() >= V:
        raise ValueError("classes")
    kind = np.result_type(logits.dtype, 1.0)
    spans = [slice(start, min(start + COLUMNS, V)) for start in range(0, V, COLUMNS)]
    top = np.full((n, 1), np.finfo(kind).min, kind)
    total = np.zeros((n, 1), kind)
    for span in spans:
        block = logits[:, span].astype(kind)
        higher = np.maximum(top, block.max(axis=1, keepdims=True))
        total *= np.exp(np.maximum(top - higher, -1e4))
        block -= higher
        total += np.exp(block, out=block).sum(axis=1, keepdims=True)
        top = higher
    gradient = np.empty((n, V), kind)
    scale = 1 / (n * total)
    for span in spans:
        place = gradient[:, span]
        np.subtract(logits[:, span], top, out=place, dtype=kind)
        np.exp(place, out=place)
        place *= scale
    gradient[np.arange(n), targets] -= 1 / n
    return gradient
