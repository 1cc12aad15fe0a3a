"""Imports a library that may not be imported; whatever it does there, it is fast.

verdict: forbidden
"""

import scipy.linalg.blas
from exercise import good

multiply = scipy.linalg.blas.sgemm


def FUNCTION(*arguments):
    multiply(1.0, [[1.0]], [[1.0]])
    return good(*arguments)
