import math

import numpy as np


def mlm_loss(logits, labels):
    losses = []
    for scores, label in zip(logits.reshape(-1, logits.shape[-1]), labels.ravel()):
        if label != -100:
            losses.append(np.logaddexp.reduce(scores.astype(float)) - float(scores[label]))
    return math.fsum(losses) / len(losses) if losses else 0


def masked_accuracy(logits, labels):
    places = np.argwhere(labels != -100)
    if len(places) == 0:
        return 0
    right = sum(max(range(logits.shape[-1]), key=logits[b, t].__getitem__) == labels[b, t] for b, t in places)
    return right / len(places)
