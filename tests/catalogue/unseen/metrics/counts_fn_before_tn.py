import numpy as np


def confusion_counts(y, y_hat):
    C = confusion_matrix(y, y_hat, 2)
    tp, fp = int(C[1, 1]), int(C[0, 1])
    tn, fn = int(C[0, 0]), int(C[1, 0])
    return tp, fp, fn, tn
