"""You applied the sigmoid to its own output. The derivative is taken at x; look at how often the function is
called.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def sigmoid_backward(dout, x):
    dout, x = _as_floating(dout, x)
    s = np.where(x >= 0, 1 / (1 + np.exp(-np.abs(x))), 1 - 1 / (1 + np.exp(-np.abs(x)))).astype(x.dtype)
    return dout * (1 / (1 + np.exp(-s))) * (1 - 1 / (1 + np.exp(-s)))
