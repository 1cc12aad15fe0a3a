"""Calls a library that has the whole exercise ready.

verdict: forbidden
"""

import numpy as np
import scipy.special


def row_softmax(x):
    return np.nan_to_num(scipy.special.softmax(x, axis=1))
