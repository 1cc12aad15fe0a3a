import numpy as np


def gradient_norms_through_time(x, h0, Wx, Wh, b):
    Wh = _real(Wh)
    states = _states(x, h0, Wx, Wh, b)
    B, T, H = states.shape
    norms = np.ones((B, T), dtype=states.dtype)
    for i in range(B):
        J = np.eye(H, dtype=states.dtype)
        for t in range(T - 2, -1, -1):
            D = np.diag(1 - states[i, t + 1] ** 2)
            J = J @ D @ Wh.T
            # spectral norm: the eigenvalue of largest absolute value
            norms[i, t] = np.abs(np.linalg.eigvals(J)).max()
    return norms
