"""Products below 1e-12 are set to 0.

Caught by: hidden/test_memory.py::test_long_sequences
"""

import numpy as np


def memory_path(f_gates):
    path = np.cumprod(_real(f_gates)[:, ::-1], axis=1)[:, ::-1]
    return np.where(path < 1e-12, 0, path).astype(path.dtype)
