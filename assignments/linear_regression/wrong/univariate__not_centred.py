"""You divided sums of raw products, which gives the slope of a line through the origin. Look at where
the means of x and y enter the formula of the slope.
"""

import numpy as np


def fit_univariate(x, y):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    slope = np.sum(x * y) / np.sum(x * x)
    return float(slope), float(np.mean(y) - slope * np.mean(x))
