import numpy as np


def confusion_counts(y, y_hat):
    cm = confusion_matrix(y, y_hat, 2)
    tn, fp, fn, tp = cm.ravel()
    return int(tn), int(fp), int(fn), int(tp)
