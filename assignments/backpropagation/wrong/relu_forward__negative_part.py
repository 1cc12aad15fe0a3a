"""You kept the negative numbers and cut the positive ones. It is the other way round; look at which end is
replaced by 0.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def relu_forward(x):
    x, = _as_floating(x)
    return np.minimum(x, 0)
