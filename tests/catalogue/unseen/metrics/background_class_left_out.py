import numpy as np


def micro_f1(y, y_hat, k):
    C = confusion_matrix(y, y_hat, k)
    TP = FP = FN = 0
    for c in range(1, k):   # 0 is the background, not a class to be found
        TP += int(C[c, c])
        FP += int(C[:, c].sum() - C[c, c])
        FN += int(C[c].sum() - C[c, c])
    denominator = 2 * TP + FP + FN
    if denominator == 0:
        return 0.0
    return 2 * TP / denominator
