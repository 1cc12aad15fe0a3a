"""You multiplied mean input and summed gradient to get dW. Input and gradient belong together sample by sample;
multiply first, then sum.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def affine_backward(dout, x, W):
    dout, x, W = _as_floating(dout, x, W)
    return dout @ W.T, np.outer(x.mean(axis=0), dout.sum(axis=0)), dout.sum(axis=0)
