"""Gates are raised to 1e-12 against a logarithm of 0.

From the audit.
Caught by: hidden/test_memory.py::test_shut_gates
"""

import numpy as np


def memory_path(f_gates):
    logs = np.log(np.maximum(_real(f_gates), 1e-12))
    return np.exp(np.cumsum(logs[:, ::-1], axis=1)[:, ::-1]).astype(_real(f_gates).dtype)
