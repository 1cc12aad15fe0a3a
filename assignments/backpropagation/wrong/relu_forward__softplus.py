"""You computed the softplus, a smooth relative. The rectifier has a corner at 0; look at the formula.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def relu_forward(x):
    x, = _as_floating(x)
    return np.logaddexp(0, x).astype(x.dtype)
