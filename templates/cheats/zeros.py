"""Returns zeros of the right shape.

verdict: failed
"""

import numpy as np
from exercise import kind_of, shape_of


def FUNCTION(*arguments):
    return np.zeros(shape_of(*arguments), kind_of(*arguments))
