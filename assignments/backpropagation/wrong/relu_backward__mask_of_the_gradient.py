"""You masked with the sign of the upstream gradient. Negative gradients pass as well as positive ones; look at
which array decides.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def relu_backward(dout, x):
    dout, x = _as_floating(dout, x)
    return np.where(dout > 0, dout, 0)
