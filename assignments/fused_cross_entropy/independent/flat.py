"""In float64 throughout, with targets as places in the flat matrix, rounded at the end."""

import numpy as np


def fused_cross_entropy(logits, targets):
    if len(logits.shape) != 2 or targets.shape != (logits.shape[0],):
        raise ValueError("logits are a matrix, and each row has a target")
    n, V = logits.shape
    if int(targets.min()) < 0 or int(targets.max()) > V - 1:
        raise ValueError("no such class")
    wide = np.array(logits, dtype=np.float64, order="C")
    weights = np.exp(wide - wide.max(axis=1)[:, None])
    weights *= (1.0 / weights.sum(axis=1))[:, None]
    np.subtract.at(weights.reshape(-1), V * np.arange(n) + targets.astype(np.int64), 1.0)
    return (weights / n).astype(logits.dtype if logits.dtype.kind == "f" else np.float64)
