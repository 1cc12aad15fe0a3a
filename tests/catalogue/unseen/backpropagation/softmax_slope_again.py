import numpy as np


def softmax_cross_entropy(labels, logits):
    logits = np.asarray(logits)
    labels = np.asarray(labels)
    if logits.dtype.kind != "f":
        logits = logits.astype(np.float64)
    if logits.ndim != 2:
        raise ValueError("logits must have two axes")
    B, K = logits.shape
    if B == 0 or labels.ndim != 1 or labels.size != B:
        raise ValueError("labels must have one entry per row")
    if labels.dtype.kind not in "iu":
        raise ValueError("labels must be integers")
    if ((labels < 0) | (labels >= K)).any():
        raise ValueError("labels out of range")
    onehot = np.zeros((B, K), dtype=logits.dtype)
    onehot[np.arange(B), labels] = 1
    low = logits - logits.max(axis=1, keepdims=True)
    lse = np.log(np.exp(low).sum(axis=1, keepdims=True))
    p = np.exp(low - lse)
    loss = ((lse[:, 0] - low[onehot == 1]).sum()) / B
    grad = (p - onehot) * p * (1 - p) / B
    return float(loss), grad
