"""Returns zeros of the right shape.

verdict: failed
"""

import numpy as np


def row_softmax(x):
    return np.zeros(x.shape, np.result_type(x.dtype, 1.0))
