"""The products are formed in int8 or uint8 and wrap around, before the sum becomes floating.

From the audit.
Caught by: hidden/test_step.py::test_dtypes_and_memory_layouts
"""

import numpy as np


def rnn_step(x, h, Wx, Wh, b):
    return np.tanh(_real(x @ Wx + h @ Wh + b))
