"""You weigh the scores by the number of samples in each class, so a small class hardly matters. In the
macro average all classes have the same weight: look at how you form the mean.
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
    support = [np.sum(y == c) for c in range(k)]
    return float(np.average(_scores(y, y_hat, k), weights=support))
