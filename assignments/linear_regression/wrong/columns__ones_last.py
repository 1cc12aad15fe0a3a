"""You put the row of ones below the features, so the intercept came out last. Look at which coefficient
is asked first.
"""

import numpy as np


def fit_normal_equation_columns(X, y):
    design = np.vstack([X, np.ones((1, X.shape[1]), dtype=X.dtype)]).T
    return np.linalg.lstsq(design, y, rcond=None)[0]
