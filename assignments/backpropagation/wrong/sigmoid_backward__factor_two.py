"""Your gradient is twice as large, as if it came from a squared error. The derivative of the sigmoid has no
factor; look at where your 2 comes from.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def sigmoid_backward(dout, x):
    dout, x = _as_floating(dout, x)
    s = np.where(x >= 0, 1 / (1 + np.exp(-np.abs(x))), 1 - 1 / (1 + np.exp(-np.abs(x)))).astype(x.dtype)
    return 2 * dout * s * (1 - s)
