"""You returned 1 where the input is positive. That is the derivative, or a step; the rectifier keeps the number
itself.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def relu_forward(x):
    x, = _as_floating(x)
    return (x > 0).astype(x.dtype)
