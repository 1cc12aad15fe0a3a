"""Your products run from the first step on. Asked is what reaches the last memory, so each entry takes in the
gates that come after it; look at which end the product is anchored to.
"""

import numpy as np


def memory_path(f_gates):
    gates = f_gates if f_gates.dtype.kind == "f" else f_gates.astype(float)
    return np.cumprod(gates, axis=1)
