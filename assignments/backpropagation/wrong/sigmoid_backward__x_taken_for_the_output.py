"""You put x itself into y (1 - y), as if it were the output of the sigmoid. It is the input; apply the sigmoid
to it first.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def sigmoid_backward(dout, x):
    dout, x = _as_floating(dout, x)
    s = np.where(x >= 0, 1 / (1 + np.exp(-np.abs(x))), 1 - 1 / (1 + np.exp(-np.abs(x)))).astype(x.dtype)
    return dout * x * (1 - x)
