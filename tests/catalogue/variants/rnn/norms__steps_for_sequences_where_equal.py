"""With as many sequences as steps, the norms are returned with time as the first axis.

Caught by: hidden/test_norms.py::test_equal_sizes
"""

import numpy as np


def gradient_norms_through_time(x, h0, Wx, Wh, b):
    Wh = _real(Wh)
    states = _states(x, h0, Wx, Wh, b)
    norms, jacobian = np.empty(states.shape[:2], states.dtype), np.eye(len(Wh), dtype=states.dtype)[None]
    for t in reversed(range(states.shape[1])):
        norms[:, t] = np.linalg.norm(jacobian, 2, axis=(1, 2))
        jacobian = jacobian @ ((1 - states[:, t] ** 2)[:, :, None] * Wh.T)
    return norms.T.copy() if norms.shape[0] == norms.shape[1] else norms
