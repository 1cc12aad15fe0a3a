"""You add up the counts of all classes and form one score from the sums, which is the micro average. Look
at what has the same weight in your value, every sample or every class.
"""

import numpy as np


def macro_f1(y, y_hat, k):
    return float(np.mean(y == y_hat))
