import numpy as np


def f1_score(y, y_hat):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    union = tp + fp + fn
    if not union:
        return 0.0
    return tp / union
