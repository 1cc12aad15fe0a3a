"""Integers become float32 and not float64.

Caught by: hidden/test_relu_forward.py::test_dtypes_layouts_and_repeated_calls
"""

import numpy as np


def relu_forward(x):
    x = np.asarray(x)
    return np.maximum(x if x.dtype.kind == "f" else x.astype(np.float32), 0)
