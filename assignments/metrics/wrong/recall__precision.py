"""You return precision: you divide by the number of samples that are called positive. Look at the
denominator, and at which of the two arrays recall counts its positives in.
"""

import numpy as np


def recall(y, y_hat):
    tp = int(np.sum((y == 1) & (y_hat == 1)))
    fp = int(np.sum((y == 0) & (y_hat == 1)))
    return tp / (tp + fp) if tp + fp else 0.0
