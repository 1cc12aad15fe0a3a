import numpy as np


def macro_f1(y, y_hat, k):
    C = confusion_matrix(y, y_hat, k)
    scores = np.zeros(k)
    for c in range(k):
        if C[c, c] == 0:
            continue
        prec = C[c, c] / C[:, c].sum()
        rec = C[c, c] / C[c].sum()
        scores[c] = np.sqrt(prec * rec)
    return float(np.average(scores, weights=C.sum(axis=1)))
