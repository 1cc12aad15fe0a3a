"""The sign of x comes from a product with dout, which does not fit into the type of the integers.

Caught by: hidden/test_relu_backward.py::test_dtypes_layouts_and_repeated_calls
"""

import numpy as np


def relu_backward(dout, x):
    return _real(dout) * (np.sign(dout * x) * np.sign(_real(dout)) > 0)
