"""A loop over the rows in which every operation writes into the row of the result.

tier: in place
advice: for many rows at a time
"""

import numpy as np


def fused_cross_entropy(logits, targets):
    if logits.ndim != 2 or targets.shape != (logits.shape[0],):
        raise ValueError("wrong shape")
    n, V = logits.shape
    if targets.min() < 0 or targets.max() >= V:
        raise ValueError("wrong target")
    out = np.empty((n, V), np.result_type(logits.dtype, 1.0))
    for i in range(n):
        row = out[i]
        row[:] = logits[i]
        row -= row.max()
        np.exp(row, out=row)
        row *= 1 / (n * row.sum())
        row[targets[i]] -= 1 / n
    return out
