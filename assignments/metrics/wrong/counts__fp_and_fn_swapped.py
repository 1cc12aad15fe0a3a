"""You return the false negatives where the false positives belong, and the other way round: a false
positive is called positive and is not. Look at which array, truth or prediction, gives an outcome its
second name.
"""

import numpy as np


def confusion_counts(y, y_hat):
    tp = int(np.sum((y == 1) & (y_hat == 1)))
    tn = int(np.sum((y == 0) & (y_hat == 0)))
    fp = int(np.sum((y == 1) & (y_hat == 0)))
    fn = int(np.sum((y == 0) & (y_hat == 1)))
    return tp, fp, tn, fn
