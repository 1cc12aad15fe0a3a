import numpy as np


def sigmoid_backward(dout, x):
    # σ(1 − σ) = 1 / (2 cosh(x/2))²; where cosh is infinite the derivative is 0
    with np.errstate(over="ignore"):
        half_sech = 1 / (2 * np.cosh(_real(x) / 2))
    return _real(dout) * half_sech * half_sech


def softmax_cross_entropy(labels, logits):
    logits = _real(logits)
    if logits.ndim != 2:
        raise ValueError("logits must be a table (B, K)")
    B, K = logits.shape
    labels = _checked_labels(labels, B, K).astype(np.int64)
    gradient = np.empty_like(logits)
    total = 0.0
    for i in range(B):
        z = logits[i] - np.max(logits[i])
        e = np.exp(z)
        total += float(np.log(np.sum(e)) - z[labels[i]])
        norm = np.sum(e)
        for k in range(K):
            gradient[i, k] = (e[k] / norm - (1 if k == labels[i] else 0)) / B
    return total / B, gradient
