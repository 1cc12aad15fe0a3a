"""A sum that is below the threshold by a relative 1e-9 counts as equal.

Caught by: hidden/test_mcp.py::test_tiny_and_huge_weights
"""

import numpy as np


def mcp_neuron(x, w, threshold):
    x, w = _binary(x), _real(w)
    if w.shape != x.shape[1:]:
        raise ValueError("x and w do not fit")
    sums = x @ w
    reached = (sums >= float(threshold)) | np.isclose(sums, float(threshold), rtol=1e-9, atol=0)
    return reached.astype(np.int64)
