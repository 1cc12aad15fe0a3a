"""You multiplied the Jacobians of the steps in the wrong order. Matrices do not commute, and the last step
acts last; look at the side on which you attach an earlier step.
"""

import numpy as np


def gradient_norms_through_time(x, h0, Wx, Wh, b):
    h, states = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ Wx + h @ Wh + b)
        states.append(h)
    norms, jacobian = [], np.eye(len(b), dtype=h.dtype) * np.ones((len(x), 1, 1), h.dtype)
    for h in states[::-1]:
        norms.append(np.linalg.norm(jacobian, 2, axis=(1, 2)))
        jacobian = ((1 - h**2)[:, :, None] * Wh.T) @ jacobian
    return np.stack(norms[::-1], axis=1)
