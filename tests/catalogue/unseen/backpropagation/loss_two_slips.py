import numpy as np


def softmax_cross_entropy(labels, logits):
    labels, logits = np.asarray(labels), np.asarray(logits)
    if logits.dtype.kind != "f":
        logits = logits.astype(np.float64)
    if logits.ndim != 2 or len(logits) == 0:
        raise ValueError("logits must have shape (B, K)")
    if labels.shape != logits.shape[:1]:
        raise ValueError("labels must have shape (B,)")
    if labels.dtype.kind not in "iu" or (labels < 0).any() or (labels >= logits.shape[1]).any():
        raise ValueError("labels must be integers below K")
    target = labels[:, None] == np.arange(logits.shape[1])
    logp = logits - logits.max(axis=1, keepdims=True)
    logp = logp - np.log(np.exp(logp).sum(axis=1, keepdims=True))
    loss = -logp[target].sum()
    gradient = (target - np.exp(logp)) / len(labels)
    return float(loss), gradient.astype(logits.dtype)
