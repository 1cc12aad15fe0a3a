"""You fitted the weights without an intercept and took the mean of what was left as intercept; the
weights had to make up for it before. Intercept and weights have to be fitted together.
"""

import numpy as np


def fit_normal_equation(X, y):
    weights = np.linalg.lstsq(X, y, rcond=None)[0]
    return np.concatenate([[np.mean(y - X @ weights)], weights])
