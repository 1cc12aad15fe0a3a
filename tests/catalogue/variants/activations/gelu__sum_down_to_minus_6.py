"""Down to -6 the distribution is computed as 1 + erf, where the sum has lost digits.

Caught by: hidden/test_gelu.py::test_gelu_far_from_zero
"""

import math

import numpy as np


def gelu(x):
    x = _real(x)
    values = [
        0.5 * (1 + math.erf(v / math.sqrt(2))) if v > -6 else 0.5 * math.erfc(-v / math.sqrt(2))
        for v in x.ravel().tolist()
    ]
    return x * np.array(values, dtype=x.dtype).reshape(x.shape)
