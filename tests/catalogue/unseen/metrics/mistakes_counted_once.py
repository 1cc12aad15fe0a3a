import numpy as np


def micro_f1(y, y_hat, k):
    C = confusion_matrix(y, y_hat, k)
    right = int(np.diag(C).sum())
    wrong = int(C.sum()) - right
    return 2 * right / (2 * right + wrong)
