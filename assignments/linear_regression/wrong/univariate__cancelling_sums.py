"""You used the form of the lecture that sums first and subtracts the means afterwards: right on paper,
but with a large mean two huge, nearly equal numbers cancel and no digit is left. Look at the order of
subtracting and summing.
"""

import numpy as np


def fit_univariate(x, y):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    n = len(x)
    top = np.sum(x * y) - n * np.mean(x) * np.mean(y)
    slope = top / (np.sum(x * x) - n * np.mean(x) ** 2)
    return float(slope), float(np.mean(y) - slope * np.mean(x))
