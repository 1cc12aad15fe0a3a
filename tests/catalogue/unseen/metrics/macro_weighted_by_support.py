import numpy as np


def macro_f1(y, y_hat, k):
    C = confusion_matrix(y, y_hat, k)
    total = 0.0
    for c in range(k):
        tp = int(C[c, c])
        row, col = int(C[c].sum()), int(C[:, c].sum())
        if row + col:
            total += row * 2 * tp / (row + col)
    return total / len(y)
