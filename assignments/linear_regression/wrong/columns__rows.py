"""You took the rows of X for samples, but here each column is one. Look at which axis of X is as long as
y.
"""

import numpy as np


def fit_normal_equation_columns(X, y):
    design = np.hstack([np.ones((len(X), 1), dtype=X.dtype), X])
    return np.linalg.lstsq(design, y, rcond=None)[0]
