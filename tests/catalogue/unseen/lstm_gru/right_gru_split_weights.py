import numpy as np


def dbl(*arrays):
    return tuple(a if a.dtype.kind == "f" else a.astype(np.float64) for a in (np.asarray(v) for v in arrays))


def soft_switch(a):
    result = np.empty_like(a)
    positive = a > 0
    result[positive] = 1 / (1 + np.exp(-a[positive]))
    grown = np.exp(a[~positive])
    result[~positive] = grown / (1 + grown)
    return result


def gru_step(x, h, Wz, Wr, Wh):
    x, h, Wz, Wr, Wh = dbl(x, h, Wz, Wr, Wh)
    n = h.shape[1]
    sums = [x @ W[n:] for W in (Wz, Wr, Wh)]
    return advance(sums, h, Wz[:n], Wr[:n], Wh[:n])


def advance(sums, h, Uz, Ur, Uh):
    from_z, from_r, from_h = sums
    open_r = soft_switch(from_r + np.einsum("bk,kh->bh", h, Ur))
    open_z = soft_switch(from_z + np.einsum("bk,kh->bh", h, Uz))
    fresh = np.tanh(from_h + np.einsum("bk,bk,kh->bh", open_r, h, Uh))
    return h - open_z * h + open_z * fresh


def gru_forward(x, h0, Wz, Wr, Wh):
    x, h, Wz, Wr, Wh = dbl(x, h0, Wz, Wr, Wh)
    n = h.shape[1]
    tables = [x @ W[n:] for W in (Wz, Wr, Wh)]
    states = np.empty((x.shape[0], x.shape[1], n), x.dtype)
    for t in range(x.shape[1]):
        states[:, t] = h = advance([table[:, t] for table in tables], h, Wz[:n], Wr[:n], Wh[:n])
    return states


def lstm_forward(x, h0, c0, Wx, Wh, b):
    x, h, c, Wx, Wh, b = dbl(x, h0, c0, Wx, Wh, b)
    H = h.shape[1]
    gates = [(Wx[:, H * k : H * k + H], Wh[:, H * k : H * k + H], b[H * k : H * k + H]) for k in range(4)]
    pairs = [(h, c)]
    for column in np.moveaxis(x, 1, 0):
        pairs.append(lstm_step(column, *pairs[-1], *gates))
    hs, cs = zip(*pairs[1:])
    return np.stack(hs, axis=1), np.stack(cs, axis=1)
