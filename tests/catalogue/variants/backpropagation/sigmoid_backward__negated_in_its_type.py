"""-x is formed in the type of the integers: of unsigned ones and of the least one it is wrong.

Caught by: hidden/test_sigmoid_backward.py::test_dtypes_layouts_and_repeated_calls
"""

import numpy as np


def sigmoid_backward(dout, x):
    s = 1 / (1 + np.exp(-x if np.issubdtype(x.dtype, np.floating) else _real(-x)))
    return _real(dout) * s * (1 - s)
