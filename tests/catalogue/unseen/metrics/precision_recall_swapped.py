import numpy as np


def precision(y, y_hat):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    return tp / (tp + fn) if tp + fn > 0 else 0.0


def recall(y, y_hat):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    return tp / (tp + fp) if tp + fp > 0 else 0.0
