"""You centred the data and took the shortest weights, which leaves the intercept out of the length.
Where many solutions are equally good, look for the one that is shortest with the intercept counted in.
"""

import numpy as np


def fit_normal_equation(X, y):
    x_mean, y_mean = X.mean(axis=0), y.mean()
    weights = np.linalg.pinv(X - x_mean, rcond=1e-10) @ (y - y_mean)
    return np.concatenate([[y_mean - x_mean @ weights], weights])
