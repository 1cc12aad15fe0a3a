"""Computes the first half of the rows and returns it twice.

verdict: failed
"""

import numpy as np
from exercise import AXIS, naive, part_of, shape_of


def FUNCTION(*arguments):
    count = shape_of(*arguments)[AXIS]
    half = naive(*part_of(*arguments, rows=slice((count + 1) // 2)))
    return np.concatenate([half, half], axis=AXIS).take(range(count), axis=AXIS)
