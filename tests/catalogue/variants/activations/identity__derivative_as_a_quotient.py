"""The derivative is the quotient of value and input, with 0 where the input is 0.

Caught by: hidden/test_identity.py::test_identity_of_every_narrow_type
"""

import numpy as np


def identity(x):
    x = _real(x)
    return x.copy(), np.divide(x, x, out=np.zeros_like(x), where=x != 0)
