"""Products of 8-bit integers are formed in 8 bits, and only their sum in float64.

From the audit.
Caught by: hidden/test_forward.py::test_integers_of_every_width
"""

import numpy as np


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    if W.shape[1] != x.shape[1]:
        raise ValueError("channels differ")
    out = _out_shape(x, W.shape[2], W.shape[3], padding, stride, dilation)
    padded = _padded(x, padding)
    y = np.zeros((len(x), len(W), *out), _real(x).dtype)
    for i, j in np.ndindex(W.shape[2:]):
        pixels = padded[_met_by(i, j, out, stride, dilation)]
        for c in range(x.shape[1]):
            y += pixels[:, c, np.newaxis] * W[:, c, i, j, np.newaxis, np.newaxis]
    return y + b[:, np.newaxis, np.newaxis]
