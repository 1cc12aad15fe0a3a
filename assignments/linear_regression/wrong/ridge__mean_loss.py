"""Your penalty is n times too strong: it belongs to the averaged loss of the weight-decay task. Look at
whether the squares are summed or averaged in the objective of this task.
"""

import numpy as np


def fit_ridge(X, y, lam):
    x_mean, y_mean = X.mean(axis=0), y.mean()
    centred = X - x_mean
    gram = centred.T @ centred + len(X) * lam * np.eye(X.shape[1], dtype=centred.dtype)
    weights = np.linalg.solve(gram, centred.T @ (y - y_mean))
    return np.concatenate([[y_mean - x_mean @ weights], weights])
