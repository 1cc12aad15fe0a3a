"""Calls a softmax of one row with np.apply_along_axis, and changes the targets afterwards.

tier: no other matrix
advice: Each row or each operation makes new arrays | for many rows at a time
"""

import numpy as np


def softmax_of_row(z):
    """Probabilities of one row."""
    weights = np.exp(z - z.max())
    return weights / weights.sum()


def fused_cross_entropy(logits, targets):
    if logits.ndim != 2:
        raise ValueError("a matrix of logits is needed")
    if targets.shape != logits.shape[:1]:
        raise ValueError("a target for each row is needed")
    if targets.min() < 0 or targets.max() > logits.shape[1] - 1:
        raise ValueError("targets are classes from 0 to V - 1")
    if not np.issubdtype(logits.dtype, np.floating):
        logits = logits.astype(float)
    gradient = np.apply_along_axis(softmax_of_row, 1, logits)
    gradient[np.arange(len(logits)), targets] -= 1
    gradient /= len(logits)
    return gradient
