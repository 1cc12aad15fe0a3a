import numpy as np


def softmax_cross_entropy(labels, logits):
    z = _real(logits)
    if z.ndim != 2:
        raise ValueError("logits must have shape (B, K)")
    B, K = z.shape
    t = _checked_labels(labels, B, K)
    z = z - z.max(axis=1, keepdims=True)
    e = np.exp(z)
    s = e.sum(axis=1, keepdims=True)
    logp = z - np.log(s)
    loss = -sum(logp[i, t[i]] for i in range(B)) / B
    target = np.zeros_like(z)
    target[np.arange(B), t] = 1
    grad = e / s - target
    return float(loss), grad
