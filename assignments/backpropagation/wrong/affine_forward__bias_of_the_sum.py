"""Your bias is one number for all outputs. Each output has a bias of its own; look at what you add to which
column.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def affine_forward(x, W, b):
    x, W, b = _as_floating(x, W, b)
    return x @ W + b.sum()
