"""You return the recall of label 0, which is called specificity: the share of the negatives that are
recognised. Look at which label is the positive class.
"""

import numpy as np


def recall(y, y_hat):
    tn = int(np.sum((y == 0) & (y_hat == 0)))
    fp = int(np.sum((y == 0) & (y_hat == 1)))
    return tn / (tn + fp) if tn + fp else 0.0
