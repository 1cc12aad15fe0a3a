"""You returned the intercept before the slope; here the slope comes first. Look at the order under
Returns: it differs from that of fit_normal_equation.
"""

import numpy as np


def fit_univariate(x, y):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    x_dev = x - np.mean(x)
    slope = np.sum(x_dev * (y - np.mean(y))) / np.sum(x_dev * x_dev)
    return float(np.mean(y) - slope * np.mean(x)), float(slope)
