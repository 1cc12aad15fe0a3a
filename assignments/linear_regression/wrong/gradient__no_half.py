"""You differentiated the mean of the squares without the ½, so the data's part is twice too large. Look
at the loss of this task: what becomes of the 2 from the square?
"""

import numpy as np


def loss_gradient(X, y, w, b, lam=0.0):
    r = X @ w + b - y
    return 2 * X.T @ r / len(r) + lam * w, float(2 * np.mean(r))
