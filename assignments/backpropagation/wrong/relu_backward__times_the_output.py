"""You multiplied with the output of the rectifier. Its derivative there is 1 however large the output is; look
at what the mask is made of.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def relu_backward(dout, x):
    dout, x = _as_floating(dout, x)
    return dout * np.maximum(x, 0)
