import numpy as np


def macro_f1(y, y_hat, k):
    C = confusion_matrix(y, y_hat, k)
    score = 0.0
    for c in range(k):
        tp = int(C[c, c])
        fp = int(C[:, c].sum()) - tp
        fn = int(C[c, :].sum()) - tp
        if tp:
            score += 2 * tp / (2 * tp + fp + fn) * (tp + fn) / y.size
    return float(score)
