"""Your penalty is half as strong as asked: you put a ½ before it but none before the squares. Look at
the objective of this task; other parts of the lecture write it with other factors.
"""

import numpy as np


def fit_ridge(X, y, lam):
    x_mean, y_mean = X.mean(axis=0), y.mean()
    centred = X - x_mean
    gram = centred.T @ centred + lam / 2 * np.eye(X.shape[1], dtype=centred.dtype)
    weights = np.linalg.solve(gram, centred.T @ (y - y_mean))
    return np.concatenate([[y_mean - x_mean @ weights], weights])
