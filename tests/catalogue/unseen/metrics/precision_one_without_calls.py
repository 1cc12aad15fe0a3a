import numpy as np


def precision(y, y_hat):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    called = tp + fp
    if called == 0:
        return 1.0
    return tp / called
