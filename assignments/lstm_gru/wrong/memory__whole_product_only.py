"""You returned the one product over all steps. Every step has a path of its own to the end; look at the shape
the statement asks for.
"""

import numpy as np


def memory_path(f_gates):
    gates = f_gates if f_gates.dtype.kind == "f" else f_gates.astype(float)
    return np.prod(gates, axis=1)
