"""You returned the intercept after the weights; here it is the first coefficient. Look at which side of
X your column of ones stands.
"""

import numpy as np


def fit_normal_equation(X, y):
    design = np.hstack([X, np.ones((len(X), 1), dtype=X.dtype)])
    return np.linalg.lstsq(design, y, rcond=None)[0]
