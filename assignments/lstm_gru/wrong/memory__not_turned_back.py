"""You multiplied from the end but left the products in that order. The entry of the first step should hold
all gates; look at whether your result is in time order.
"""

import numpy as np


def memory_path(f_gates):
    gates = f_gates if f_gates.dtype.kind == "f" else f_gates.astype(float)
    return np.cumprod(gates[:, ::-1], axis=1)
