"""Integer gates give integer products.

Caught by: hidden/test_memory.py::test_dtypes_and_memory_layouts
"""

import numpy as np


def memory_path(f_gates):
    return np.cumprod(f_gates[:, ::-1], axis=1)[:, ::-1]
