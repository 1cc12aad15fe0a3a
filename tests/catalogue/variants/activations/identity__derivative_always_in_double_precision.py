"""The derivative is float64, also for inputs in single precision.

Caught by: hidden/test_identity.py::test_identity_dtypes_and_the_same_call_again
"""

import numpy as np


def identity(x):
    x = _real(x)
    return x.copy(), np.ones(x.shape)
