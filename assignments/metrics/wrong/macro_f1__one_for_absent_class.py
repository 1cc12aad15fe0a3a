"""You give a class that never occurs the score 1, and 0/0 is 0 in this course. Look at what a class
without samples adds to your mean.
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
    return float(np.mean(_scores(y, y_hat, k, empty=1.0)))
