import numpy as np


def softmax_cross_entropy(labels, logits):
    logits = _real(logits)
    if logits.ndim != 2:
        raise ValueError("logits: two axes needed")
    n, K = logits.shape
    labels = _checked_labels(labels, n, K).astype(np.int64)
    log_p = logits - np.max(logits, axis=1, keepdims=True)
    log_p = log_p - np.logaddexp.reduce(log_p, axis=1, keepdims=True)
    truth = np.equal.outer(labels, np.arange(K))
    loss = -np.sum(log_p[truth]) / n
    return float(loss), np.where(truth, np.expm1(log_p), np.exp(log_p)) / n
