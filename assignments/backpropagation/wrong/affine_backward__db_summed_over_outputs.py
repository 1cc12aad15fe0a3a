"""You summed over the outputs to get db. It has one entry for each output, gathered over the samples; look at
the axis of your sum.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def affine_backward(dout, x, W):
    dout, x, W = _as_floating(dout, x, W)
    return dout @ W.T, x.T @ dout, dout.sum(axis=1)
