"""You average the distances between labels, which counts a mistake of 0 for 4 four times. Labels are
names: look only at whether two of them are equal.
"""

import numpy as np


def error_rate(y, y_hat):
    return float(np.mean(np.abs(y - y_hat)))
