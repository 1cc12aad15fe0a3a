"""You return the share of right predictions, which is the accuracy. Look at which samples the error rate
counts.
"""

import numpy as np


def error_rate(y, y_hat):
    return float(np.mean(y == y_hat))
