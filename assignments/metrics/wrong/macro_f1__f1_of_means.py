"""You average precision and recall over the classes and then form one F1 from the two means. The
statement forms an F1 for each class first: look at which comes first, the mean or the score.
"""

import numpy as np


def macro_f1(y, y_hat, k):
    precisions, recalls = [], []
    for c in range(k):
        tp = int(np.sum((y == c) & (y_hat == c)))
        called, positive = int(np.sum(y_hat == c)), int(np.sum(y == c))
        precisions.append(tp / called if called else 0.0)
        recalls.append(tp / positive if positive else 0.0)
    p, r = float(np.mean(precisions)), float(np.mean(recalls))
    return 2 * p * r / (p + r) if p + r else 0.0
