"""The whole product is divided by the one up to a step, plus 1e-12.

Caught by: hidden/test_memory.py::test_long_sequences
"""

import numpy as np


def memory_path(f_gates):
    gates = _real(f_gates)
    up_to = np.cumprod(gates, axis=1)
    return (up_to[:, -1:] * gates / (up_to + 1e-12)).astype(gates.dtype)
