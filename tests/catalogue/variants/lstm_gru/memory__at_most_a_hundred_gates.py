"""The product takes in a hundred gates and no more.

Caught by: hidden/test_memory.py::test_long_sequences
"""

import numpy as np


def memory_path(f_gates):
    gates = _real(f_gates)
    steps = gates.shape[1]
    return np.stack([np.prod(gates[:, t : t + 100], axis=1) for t in range(steps)], axis=1)
