"""Takes the logarithm of the probabilities first, as a loss would, and then the exponential of it: two exponentials.

tier: no other matrix
advice: makes new arrays | write into the matrix of the result | Your function holds more than its result
"""

import numpy as np


def log_softmax(z):
    shifted = z - z.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def fused_cross_entropy(logits, targets):
    if logits.ndim != 2 or targets.shape != (logits.shape[0],):
        raise ValueError("logits must be a matrix with one target for each row")
    n, V = logits.shape
    if not (targets.min() >= 0 and targets.max() < V):
        raise ValueError(f"targets must be between 0 and {V - 1}")
    if logits.dtype.kind != "f":
        logits = logits.astype("float64")
    gradient = np.exp(log_softmax(logits))
    np.put_along_axis(
        gradient,
        targets.astype(np.int64)[:, None],
        np.take_along_axis(gradient, targets.astype(np.int64)[:, None], axis=1) - 1,
        axis=1,
    )
    return gradient / n
