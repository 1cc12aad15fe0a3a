import numpy as np


def softmax_cross_entropy(labels, logits):
    z = _real(logits)
    if z.ndim != 2:
        raise ValueError("logits must have shape (B, K)")
    B, K = z.shape
    labels = _checked_labels(labels, B, K)
    z = z - np.max(z, axis=1, keepdims=True)
    p = np.exp(z)
    norm = np.sum(p, axis=1, keepdims=True)
    losses = np.log(norm).ravel() - np.take_along_axis(z, labels.astype(int)[:, None], 1).ravel()
    hot = np.zeros_like(z)
    hot[range(B), labels] = 1
    gradient = (hot - p / norm) / B
    return float(np.sum(losses)), gradient
