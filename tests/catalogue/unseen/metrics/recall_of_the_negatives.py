import numpy as np


def recall(y, y_hat):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    if tn + fp == 0:
        return 0.0
    return tn / (tn + fp)
