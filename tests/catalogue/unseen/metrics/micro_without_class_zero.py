import numpy as np


def micro_f1(y, y_hat, k):
    C = confusion_matrix(y, y_hat, k)
    tp = fp = fn = 0
    for c in range(1, k):
        tp += int(C[c, c])
        fp += int(C[:, c].sum() - C[c, c])
        fn += int(C[c, :].sum() - C[c, c])
    return _ratio(2 * tp, 2 * tp + fp + fn)
