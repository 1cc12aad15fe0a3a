import numpy as np


def softmax_cross_entropy(labels, logits):
    logits = _real(logits)
    if logits.ndim != 2:
        raise ValueError("logits must have shape (B, K)")
    B, K = logits.shape
    labels = _checked_labels(labels, B, K)
    rows = np.arange(B)
    top = logits.max(axis=1)
    lse = top + np.log(np.exp(logits - top[:, None]).sum(axis=1))
    log_p = logits[rows, labels] - lse
    gradient = np.zeros_like(logits)
    gradient[rows, labels] = (np.exp(log_p) - 1) / B
    return float(-log_p.mean()), gradient
