"""You returned the gradients in the order weights, biases, input. The gradient of the input comes first here;
look at the statement.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def affine_backward(dout, x, W):
    dout, x, W = _as_floating(dout, x, W)
    return x.T @ dout, dout.sum(axis=0), dout @ W.T
