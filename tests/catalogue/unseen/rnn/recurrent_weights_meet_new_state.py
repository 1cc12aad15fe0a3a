import numpy as np


def rnn_backward(dh, x, h0, Wx, Wh, b):
    args = []
    for a in (dh, x, h0, Wx, Wh, b):
        a = np.asarray(a)
        args.append(a if a.dtype.kind == "f" else a.astype(np.float64))
    dh, x, h0, Wx, Wh, b = args
    B, T, D = x.shape
    H = Wh.shape[0]
    states, _ = rnn_forward(x, h0, Wx, Wh, b, np.eye(H, dtype=x.dtype))
    da = np.zeros((B, T, H), x.dtype)
    flow = np.zeros((B, H), x.dtype)
    for t in range(T)[::-1]:
        total = dh[:, t] + flow
        da[:, t] = total - total * states[:, t] * states[:, t]
        flow = np.einsum("bh,kh->bk", da[:, t], Wh)
    dWh = states.reshape(-1, H).T @ da.reshape(-1, H)
    dWx = x.reshape(-1, D).T @ da.reshape(-1, H)
    return da @ Wx.T, flow, dWx, dWh, np.add.reduce(da, axis=(0, 1))
