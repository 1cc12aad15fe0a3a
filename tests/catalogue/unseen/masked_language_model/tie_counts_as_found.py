import numpy as np


def masked_accuracy(logits, labels):
    b, t = np.nonzero(labels != -100)
    if len(b) == 0:
        return 0.0
    scores = logits[b, t]
    own = scores[np.arange(len(b)), labels[b, t]]
    return float((own >= scores.max(axis=1)).mean())
