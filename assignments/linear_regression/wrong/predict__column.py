"""You returned a column of shape (n, 1), which turns later differences with y into an n-by-n table
without any error. Look at the shape that is asked for: one axis.
"""

import numpy as np


def predict(X, w, b):
    return X @ w.reshape(-1, 1) + b
