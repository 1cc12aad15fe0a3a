"""You average over the classes that occur in the truth, and the mean is over all k: an absent class adds
0 and still counts. Look at the number you divide by.
"""

import numpy as np


def _scores(y, y_hat, k, empty=0.0):
    scores = []
    for c in range(k):
        tp = int(np.sum((y == c) & (y_hat == c)))
        marked = int(np.sum(y == c) + np.sum(y_hat == c))
        scores.append(2 * tp / marked if marked else empty)
    return scores


def macro_f1(y, y_hat, k):
    scores = _scores(y, y_hat, k)
    return float(np.mean([scores[c] for c in np.unique(y)]))
