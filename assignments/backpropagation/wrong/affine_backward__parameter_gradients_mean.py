"""Your dW and db are means over the samples. If the loss is a mean, that is already in the upstream gradient;
look at how the formulas gather the samples.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def affine_backward(dout, x, W):
    dout, x, W = _as_floating(dout, x, W)
    return dout @ W.T, x.T @ dout / len(x), dout.mean(axis=0)
