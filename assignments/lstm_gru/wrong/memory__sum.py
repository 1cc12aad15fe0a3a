"""You added the gates up. Each step scales what is left by its gate, so shares multiply; look at the sign in
the formula.
"""

import numpy as np


def memory_path(f_gates):
    gates = f_gates if f_gates.dtype.kind == "f" else f_gates.astype(float)
    return np.cumsum(gates[:, ::-1], axis=1)[:, ::-1]
