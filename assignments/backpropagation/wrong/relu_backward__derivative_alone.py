"""You returned the derivative of the rectifier without the upstream gradient. The chain rule multiplies the two;
look at what dout is for.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def relu_backward(dout, x):
    dout, x = _as_floating(dout, x)
    return np.where(x > 0, 1, 0).astype(x.dtype)
