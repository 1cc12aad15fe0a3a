"""1e-300 is added to each gate before the logarithm, so a product with a shut gate is not 0.

Caught by: hidden/test_memory.py::test_shut_gates
"""

import numpy as np


def memory_path(f_gates):
    gates = _real(f_gates)
    tiny = 1e-300 if gates.dtype == np.float64 else 1e-38
    return np.exp(np.cumsum(np.log(gates + tiny)[:, ::-1], axis=1)[:, ::-1]).astype(gates.dtype)
