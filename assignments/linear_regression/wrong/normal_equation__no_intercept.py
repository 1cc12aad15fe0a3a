"""You fitted the formula of the lecture to X as it came, so your plane is forced through the origin and
one coefficient is missing. Look at what the first entry of the result stands for, and which column
belongs to it.
"""

import numpy as np


def fit_normal_equation(X, y):
    return np.linalg.lstsq(X, y, rcond=None)[0]
