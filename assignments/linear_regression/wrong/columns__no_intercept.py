"""You applied the formula of the lecture to X as it came, but there the row of ones is already part of
X. Here it is not: look at how many coefficients are asked.
"""

import numpy as np


def fit_normal_equation_columns(X, y):
    return np.linalg.lstsq(X.T, y, rcond=None)[0]
