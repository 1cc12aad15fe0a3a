"""You divide the true positives by all samples that are positive in either array, which is the Jaccard
index. F1 counts a true positive twice, above and below: look at where precision and recall each
contribute one.
"""

import numpy as np


def f1_score(y, y_hat):
    tp = int(np.sum((y == 1) & (y_hat == 1)))
    either = int(np.sum((y == 1) | (y_hat == 1)))
    return tp / either if either else 0.0
