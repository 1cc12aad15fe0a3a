"""You left a step's own gate out of its product. The memory it was given has to pass that gate first; look at
the lower end of the product.
"""

import numpy as np


def memory_path(f_gates):
    gates = f_gates if f_gates.dtype.kind == "f" else f_gates.astype(float)
    path = np.cumprod(gates[:, ::-1], axis=1)[:, ::-1]
    return np.concatenate([path[:, 1:], np.ones_like(gates[:, :1])], axis=1)
