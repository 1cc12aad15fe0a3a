"""You treat label 0 as the positive class, so positives and negatives change places; here label 1 is
positive. Look at the table in section 1 of the statement and at which label its second row belongs to.
"""

import numpy as np


def confusion_counts(y, y_hat):
    tp = int(np.sum((y == 0) & (y_hat == 0)))
    tn = int(np.sum((y == 1) & (y_hat == 1)))
    fp = int(np.sum((y == 1) & (y_hat == 0)))
    fn = int(np.sum((y == 0) & (y_hat == 1)))
    return tp, fp, tn, fn
