import numpy as np


def softmax_cross_entropy(labels, logits):
    logits = _real(logits)
    if logits.ndim != 2:
        raise ValueError("logits must have shape (B, K)")
    B, K = logits.shape
    labels = _checked_labels(labels, B, K)
    one_hot = np.zeros_like(logits)
    one_hot[np.arange(B), labels] = 1
    log_p = logits - logits.max(axis=1, keepdims=True)
    log_p = log_p - np.log(np.exp(log_p).sum(axis=1, keepdims=True))
    loss = -np.mean(one_hot * log_p)
    gradient = (one_hot - np.exp(log_p)) / B
    return float(loss), gradient
