"""Gates below 1e-12 are taken to be 0.

Caught by: hidden/test_memory.py::test_nearly_shut_gates
"""

import numpy as np


def memory_path(f_gates):
    gates = _real(f_gates)
    gates = np.where(gates < 1e-12, 0, gates).astype(gates.dtype)
    return np.cumprod(gates[:, ::-1], axis=1)[:, ::-1]
