"""You let only positive gradients pass. The sign of the input decides, that of the gradient does not; look at
your condition.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def relu_backward(dout, x):
    dout, x = _as_floating(dout, x)
    return np.where((x > 0) & (dout > 0), dout, 0)
