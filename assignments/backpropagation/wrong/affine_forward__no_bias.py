"""You left out the biases. Each output has a number that is added whatever the input is; look at the second
term.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]


def affine_forward(x, W, b):
    x, W, b = _as_floating(x, W, b)
    return x @ W
