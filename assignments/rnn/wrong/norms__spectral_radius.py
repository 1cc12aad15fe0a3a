"""You took the largest eigenvalue, which says how a product behaves if one matrix is applied again and again.
A norm bounds a single stretch; look at singular values instead.
"""

import numpy as np


def gradient_norms_through_time(x, h0, Wx, Wh, b):
    h, states = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ Wx + h @ Wh + b)
        states.append(h)
    norms, jacobian = [], np.eye(len(b), dtype=h.dtype) * np.ones((len(x), 1, 1), h.dtype)
    for h in states[::-1]:
        norms.append(np.abs(np.linalg.eigvals(jacobian)).max(axis=1))
        jacobian = jacobian @ ((1 - h**2)[:, :, None] * Wh.T)
    return np.stack(norms[::-1], axis=1)
