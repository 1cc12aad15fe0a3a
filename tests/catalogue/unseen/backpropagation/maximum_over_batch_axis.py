import numpy as np


def softmax_cross_entropy(labels, logits):
    logits = _real(logits)
    if logits.ndim != 2:
        raise ValueError("logits must have two axes")
    labels = _checked_labels(labels, *logits.shape)
    N = len(logits)
    z = logits - np.max(logits, axis=0)
    e = np.exp(z)
    s = np.sum(e, axis=1)
    loss = np.mean(np.log(s) - z[np.arange(N), labels])
    dlogits = e / s[:, None]
    dlogits[np.arange(N), labels] -= 1
    dlogits /= N
    return float(loss), dlogits
