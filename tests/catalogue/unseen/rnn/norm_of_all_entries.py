import numpy as np


def gradient_norms_through_time(x, h0, Wx, Wh, b):
    Wh = np.asarray(Wh)
    Wh = Wh if Wh.dtype.kind == "f" else Wh.astype(float)
    H = len(Wh)
    states, _ = rnn_forward(x, h0, Wx, Wh, b, np.eye(H, dtype=Wh.dtype))
    B, T, _ = states.shape
    out = np.ones((B, T), states.dtype)
    for n in range(B):
        J = np.eye(H, dtype=states.dtype)
        for t in range(T - 1, -1, -1):
            out[n, t] = np.linalg.norm(J)
            J = J @ (np.diag(1 - states[n, t] ** 2) @ Wh.T)
    return out
