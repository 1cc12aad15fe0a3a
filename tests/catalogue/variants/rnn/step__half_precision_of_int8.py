"""Integers are handed to tanh as they are, which gives float16 for 8 bits and float32 for 16.

Caught by: hidden/test_step.py::test_dtypes_and_memory_layouts
"""

import numpy as np


def rnn_step(x, h, Wx, Wh, b):
    whole = x.dtype.kind in "iu"
    a = _real(x) @ _real(Wx) + _real(h) @ _real(Wh) + _real(b)
    return np.tanh(a.astype(np.tanh(x[:1, :1]).dtype)).astype(float) if whole else np.tanh(a)
