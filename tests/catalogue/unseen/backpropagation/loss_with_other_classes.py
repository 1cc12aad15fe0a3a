import numpy as np


def softmax_cross_entropy(labels, logits):
    z = _real(logits)
    if z.ndim != 2:
        raise ValueError("logits must have shape (B, K)")
    B, K = z.shape
    labels = _checked_labels(labels, B, K)
    z = z - z.max(axis=1)[:, None]
    e = np.exp(z)
    total = e.sum(axis=1)
    p = e / total[:, None]
    loss = 0.0
    for i in range(B):
        for k in range(K):
            if k == labels[i]:
                loss += np.log(total[i]) - z[i, k]
            else:
                rest = total[i] - e[i, k]
                loss += np.log(total[i]) - np.log(rest)
    grad = p.copy()
    for i in range(B):
        grad[i, labels[i]] -= 1
    return float(loss / B), grad / B
