import numpy as np


def softmax_cross_entropy(labels, logits):
    labels, logits = np.asarray(labels), np.asarray(logits)
    if not np.issubdtype(logits.dtype, np.floating):
        logits = logits.astype(float)
    if logits.ndim != 2 or len(logits) == 0:
        raise ValueError("logits need two axes and a row")
    B, K = logits.shape
    if labels.shape != (B,) or not np.issubdtype(labels.dtype, np.integer):
        raise ValueError("labels need one integer per row")
    if labels.min() < 0 or labels.max() > K - 1:
        raise ValueError("labels need to be 0 ... K - 1")
    z = logits - np.amax(logits, axis=1, keepdims=True)
    log_probs = z - np.log(np.sum(np.exp(z), axis=1, keepdims=True))
    loss = 0.0
    for i in range(B):
        loss -= float(log_probs[i, labels[i]])
    probs = np.exp(log_probs)
    probs[:, np.unique(labels)] -= 1
    return loss / B, probs / B
