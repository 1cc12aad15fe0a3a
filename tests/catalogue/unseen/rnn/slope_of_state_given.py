import numpy as np


def gradient_norms_through_time(x, h0, Wx, Wh, b):
    Wh = np.asarray(Wh)
    if Wh.dtype.kind in "iu":
        Wh = Wh.astype(np.float64)
    states, _ = rnn_forward(x, h0, Wx, Wh, b, np.ones((Wh.shape[0], 1), Wh.dtype))
    B, T, H = states.shape
    product = np.broadcast_to(np.eye(H, dtype=states.dtype), (B, H, H))
    columns = [np.ones(B, states.dtype)]
    for t in range(T - 1, 0, -1):
        step = (1 - states[:, t - 1] ** 2)[:, :, None] * Wh.T
        product = product @ step
        columns.append(np.linalg.svd(product, compute_uv=False)[:, 0])
    return np.stack(columns[::-1], axis=1)
