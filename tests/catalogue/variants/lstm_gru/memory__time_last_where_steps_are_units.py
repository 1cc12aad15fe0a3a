"""Where T = H, the product runs over the units.

Caught by: hidden/test_memory.py::test_one_step_and_equal_sizes
"""

import numpy as np


def memory_path(f_gates):
    gates = _real(f_gates)
    axis = 2 if gates.shape[1] == gates.shape[2] else 1
    return np.flip(np.cumprod(np.flip(gates, axis), axis=axis), axis)
