"""Your db is a mean over the samples. Every sample adds its own share to the gradient of a bias; look at how the
formula gathers the samples.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def affine_backward(dout, x, W):
    dout, x, W = _as_floating(dout, x, W)
    return dout @ W.T, x.T @ dout, dout.mean(axis=0)
