"""Your db still has a row for each sample. A bias serves all samples, and its gradient has its shape; look at
which axis is summed over.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def affine_backward(dout, x, W):
    dout, x, W = _as_floating(dout, x, W)
    return dout @ W.T, x.T @ dout, dout
