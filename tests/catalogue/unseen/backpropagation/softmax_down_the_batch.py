import numpy as np


def softmax_cross_entropy(labels, logits):
    scores = _real(logits)
    if scores.ndim != 2:
        raise ValueError("logits must have shape (B, K)")
    B, K = scores.shape
    labels = _checked_labels(labels, B, K)
    scores = scores - scores.max(axis=0)
    log_probs = scores - np.log(np.exp(scores).sum(axis=0))
    onehot = (labels.astype(int)[:, None] == np.arange(K)).astype(scores.dtype)
    loss = -(onehot * log_probs).sum() / B
    return float(loss), (np.exp(log_probs) - onehot) / B
