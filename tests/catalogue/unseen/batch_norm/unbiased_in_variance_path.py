import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    def f(a):
        a = np.asarray(a)
        return a if a.dtype.kind == "f" else a.astype(np.float64)

    dout, x, gamma = f(dout), f(x), f(gamma)
    m = x.shape[0]
    sd = (x.var(axis=0) + float(eps)) ** 0.5
    xh = (x - x.mean(axis=0)) / sd
    by_mean = dout.mean(axis=0)
    by_var = xh * np.einsum("ij,ij->j", dout, xh) / (m - 1)
    dx = (dout - by_mean - by_var) * gamma / sd
    return dx, (dout * xh).sum(axis=0), dout.sum(axis=0)
