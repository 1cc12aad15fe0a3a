"""You return recall: you divide by the number of samples that are positive. Look at the denominator,
and at which of the two arrays precision counts its positives in.
"""

import numpy as np


def precision(y, y_hat):
    tp = int(np.sum((y == 1) & (y_hat == 1)))
    fn = int(np.sum((y == 1) & (y_hat == 0)))
    return tp / (tp + fn) if tp + fn else 0.0
