import numpy as np


def recall(y, y_hat):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    positives = int(np.count_nonzero(y))
    if positives == 0:
        raise ValueError("y holds no positive sample")
    return tp / positives
