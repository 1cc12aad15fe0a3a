import numpy as np


def macro_f1(y, y_hat, k):
    _table(y, y_hat, k)      # only for its checks
    scores = []
    for c in range(k):
        scores.append(f1_score((y == c).astype(np.int64), (y_hat == c).astype(np.int64)))
    return sum(scores) / k


def confusion_counts(y, y_hat):
    _table(y, y_hat, 2)
    counts = {(1, 1): 0, (0, 1): 0, (0, 0): 0, (1, 0): 0}
    for pair in zip(y.tolist(), y_hat.tolist()):
        counts[pair] += 1
    return tuple(counts.values())
