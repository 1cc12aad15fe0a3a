"""You divided dx by the number of samples. Each input belongs to one sample, and a mean in the loss is already
in the upstream gradient; look at the factor.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def affine_backward(dout, x, W):
    dout, x, W = _as_floating(dout, x, W)
    return dout @ W.T / len(x), x.T @ dout, dout.sum(axis=0)
