"""You penalised the intercept together with the weights, so the fit is drawn towards zero instead of
towards the mean of y. Look at which coefficients stand in the penalty.
"""

import numpy as np


def fit_ridge(X, y, lam):
    design = np.hstack([np.ones((len(X), 1), dtype=X.dtype), X])
    gram = design.T @ design + lam * np.eye(design.shape[1], dtype=design.dtype)
    return np.linalg.solve(gram, design.T @ y)
