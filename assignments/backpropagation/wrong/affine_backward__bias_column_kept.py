"""Your db has the shape (1, D_out). A gradient has the shape of what it belongs to, and b has one axis; look at
keepdims or at the brackets.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def affine_backward(dout, x, W):
    dout, x, W = _as_floating(dout, x, W)
    return dout @ W.T, x.T @ dout, dout.sum(axis=0, keepdims=True)
