"""Gradient of the cross-entropy, exercise 12. Softmax minus the targets, everything in one matrix."""

import numpy as np

ROWS = 64


def fused_cross_entropy(logits, targets):
    n, V = _sizes(logits, targets)
    out = np.empty((n, V), np.result_type(logits.dtype, 1.0))
    for i in range(0, n, ROWS):  # some rows at a time, so that they stay in the cache
        P, z = out[i : i + ROWS], logits[i : i + ROWS]
        np.subtract(z, z.max(axis=1)[:, None], out=P, dtype=out.dtype)
        np.exp(P, out=P)
        P /= n * P.sum(axis=1)[:, None]
        P[np.arange(len(P)), targets[i : i + ROWS].astype(int)] -= 1 / n
    return out


def _sizes(logits, targets):
    if logits.ndim != 2 or targets.shape != (len(logits),):
        raise ValueError(f"need (n, V) logits and n targets, got {logits.shape} and {targets.shape}")
    if targets.min() < 0 or targets.max() >= logits.shape[1]:
        raise ValueError("a target is no column of the logits")
    return logits.shape
