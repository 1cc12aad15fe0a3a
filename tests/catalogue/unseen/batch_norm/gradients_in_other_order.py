import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    g = np.asarray(dout)
    g = g if g.dtype.kind == "f" else g.astype(np.float64)
    x = np.asarray(x)
    x = x if x.dtype.kind == "f" else x.astype(np.float64)
    w = np.asarray(gamma)
    w = w if w.dtype.kind == "f" else w.astype(np.float64)
    n, d = x.shape
    dx = np.empty((n, d), x.dtype)
    z = np.empty((n, d), x.dtype)
    for k in range(d):
        col = x[:, k]
        sd = np.sqrt(np.mean((col - col.mean()) ** 2) + float(eps))
        z[:, k] = (col - col.mean()) / sd
        u = g[:, k] * w[k]
        dx[:, k] = (u - u.mean() - z[:, k] * np.mean(u * z[:, k])) / sd
    return dx.astype(x.dtype), g.sum(axis=0), (g * z).sum(axis=0)
