"""The inputs are compared in single precision, where a tiny negative number is 0.

Caught by: hidden/test_step.py::test_the_step_is_at_zero
"""

import numpy as np


def step(x):
    with np.errstate(over="ignore", under="ignore"):
        return (_real(x).astype(np.float32) >= 0).astype(np.int64)
