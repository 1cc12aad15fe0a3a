import numpy as np


def mlm_loss(logits, labels):
    counts = labels != -100
    if not counts.any():
        return 0.0
    z = logits - np.nanmax(logits, axis=1, keepdims=True)
    log_p = z - np.log(np.nansum(np.exp(z), axis=1, keepdims=True))
    b, t = np.nonzero(counts)
    return float(-log_p[b, t, labels[b, t]].mean())
