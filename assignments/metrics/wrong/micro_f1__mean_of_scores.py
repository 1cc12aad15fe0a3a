"""You average the scores of the classes, which is the macro average. Here the counts of all classes are
added up first: look at how often you divide.
"""

import numpy as np


def _scores(y, y_hat, k, empty=0.0):
    scores = []
    for c in range(k):
        tp = int(np.sum((y == c) & (y_hat == c)))
        marked = int(np.sum(y == c) + np.sum(y_hat == c))
        scores.append(2 * tp / marked if marked else empty)
    return scores


def micro_f1(y, y_hat, k):
    return float(np.mean(_scores(y, y_hat, k)))
