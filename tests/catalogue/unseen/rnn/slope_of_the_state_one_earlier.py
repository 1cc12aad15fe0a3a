import numpy as np


def gradient_norms_through_time(x, h0, Wx, Wh, b):
    x, h0, Wx, Wh, b = (_real(a) for a in (x, h0, Wx, Wh, b))
    hs = [h0]
    for t in range(x.shape[1]):
        hs.append(rnn_step(x[:, t], hs[-1], Wx, Wh, b))
    B, T, H = x.shape[0], x.shape[1], len(b)
    norms = np.ones((B, T), dtype=hs[1].dtype)
    for n in range(B):
        P = np.eye(H, dtype=hs[1].dtype)
        for t in range(T - 1, 0, -1):
            J = np.diag(1 - hs[t][n] ** 2) @ Wh.T
            P = P @ J
            norms[n, t - 1] = np.linalg.norm(P, 2)
    return norms
