"""Returns objects that only claim to be arrays: their __class__ says so, their type does not.

score: 0
tally: error
scale: failed
"""

import numpy as np


class Claimed:
    __class__ = np.ndarray
    shape, dtype, ndim = (7,), np.dtype("float64"), 1


class Interfaced(Claimed):
    def __init__(self, like):
        self.__array_interface__ = np.zeros(like.shape).__array_interface__


def tally(x):
    return Claimed()


def scale(x, factor):
    return Interfaced(x)
