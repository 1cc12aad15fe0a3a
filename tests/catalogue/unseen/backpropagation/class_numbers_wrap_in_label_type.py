import numpy as np


def softmax_cross_entropy(labels, logits):
    logits = _real(logits)
    if logits.ndim != 2:
        raise ValueError("logits must have shape (B, K)")
    B, K = logits.shape
    labels = _checked_labels(labels, B, K)
    classes = np.arange(K).astype(labels.dtype)
    one_hot = labels[:, None] == classes[None, :]  # (B, K)
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -log_p[one_hot].sum() / B
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    return float(loss), (p - one_hot) / B
