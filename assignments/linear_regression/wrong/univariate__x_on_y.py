"""You divided by the spread of y, so this is the line that predicts x from y. Look at whose squared
deviations stand in the denominator.
"""

import numpy as np


def fit_univariate(x, y):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    y_dev = y - np.mean(y)
    slope = np.sum((x - np.mean(x)) * y_dev) / np.sum(y_dev * y_dev)
    return float(slope), float(np.mean(y) - slope * np.mean(x))
