"""Your mask is the wrong way round. The gradient passes where the input was positive; look at your comparison.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def relu_backward(dout, x):
    dout, x = _as_floating(dout, x)
    return np.where(x > 0, 0, dout)
