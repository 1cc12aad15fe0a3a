"""Sums and scales the rows with np.einsum; three matrices are made, each in the dtype of the logits.

tier: no other matrix
advice: makes new arrays | write into the matrix of the result | Your function holds more than its result
"""

import numpy as np


def fused_cross_entropy(logits, targets):
    if logits.ndim != 2 or targets.shape != logits.shape[:1]:
        raise ValueError("shapes do not fit")
    n, V = logits.shape
    if np.min(targets) < 0 or np.max(targets) >= V:
        raise ValueError("targets do not fit")
    if logits.dtype.kind in "iub":
        logits = logits.astype(np.float64)
    highest = logits.max(axis=1)
    exps = np.exp(logits - highest[:, np.newaxis])
    totals = np.einsum("ij->i", exps)
    scale = np.reciprocal(n * totals)
    grad = np.einsum("ij,i->ij", exps, scale)
    rows = np.arange(n)
    grad[rows, targets] -= 1.0 / n
    return grad
