"""Your db is a single number. Each output has a bias and a gradient of its own; look at the axis of your sum.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def affine_backward(dout, x, W):
    dout, x, W = _as_floating(dout, x, W)
    return dout @ W.T, x.T @ dout, np.full(W.shape[1], dout.sum(), dout.dtype)
