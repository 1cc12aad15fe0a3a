import numpy as np


def mlm_loss(logits, labels):
    counts = labels != -100
    z = logits - logits.max(axis=-1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
    right = np.where(counts, labels, 0).astype(int)
    chosen = np.take_along_axis(log_p, right[..., None], axis=-1)[..., 0]
    return -(chosen * counts).sum() / max(counts.sum(), 1)
