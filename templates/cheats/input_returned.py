"""Returns a view of the first argument, stretched to the shape of the result.

verdict: failed
"""

import numpy as np
from exercise import shape_of


def FUNCTION(*arguments):
    shape = shape_of(*arguments)
    return np.broadcast_to(arguments[0].reshape(-1)[:1].reshape([1] * len(shape)), shape)
