import numpy as np


def gradient_norms_through_time(x, h0, Wx, Wh, b):
    Wh = _real(Wh)
    states = _states(x, h0, Wx, Wh, b)
    B, T, H = states.shape
    grad = 1 - states**2  # (B, T, H)
    out = np.empty((B, T), dtype=states.dtype)
    prod = np.broadcast_to(np.eye(H, dtype=states.dtype), (B, H, H))
    out[:, T - 1] = 1
    for t in range(T - 1, 0, -1):
        J = Wh.T[None, :, :] * grad[:, t][:, None, :]  # diag(1 - h^2) Wh^T
        prod = prod @ J
        out[:, t - 1] = np.linalg.svd(prod, compute_uv=False)[:, 0]
    return out
