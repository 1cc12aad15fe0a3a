import numpy as np


def macro_f1(y, y_hat, k):
    confusion_matrix(y, y_hat, k)  # checks the labels
    y, y_hat = np.asarray(y), np.asarray(y_hat)
    n = len(y)
    scores = []
    for c in range(k):
        is_c = y == c
        tp = int(np.sum(is_c & (y_hat == c)))
        fn = int(np.sum(is_c & (y_hat != c)))
        fp = n - tp - fn
        bottom = 2 * tp + fp + fn
        scores.append(2 * tp / bottom if bottom else 0.0)
    return float(np.mean(scores))
