"""The states are computed in int8 or uint8, so the products wrap around.

Caught by: hidden/test_norms.py::test_dtypes_and_a_single_step
"""

import numpy as np


def gradient_norms_through_time(x, h0, Wx, Wh, b):
    h, states = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(_real(x[:, t] @ Wx + h @ Wh + b))
        states.append(h)
    norms, jacobian = [], np.eye(len(Wh), dtype=h.dtype)[None] + np.zeros((len(x), 1, 1), h.dtype)
    for h in states[::-1]:
        norms.append(np.linalg.norm(jacobian, 2, axis=(1, 2)))
        jacobian = jacobian @ ((1 - h**2)[:, :, None] * Wh.T)
    return np.stack(norms[::-1], axis=1)
