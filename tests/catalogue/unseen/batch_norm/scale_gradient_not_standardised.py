import numpy as np


def flt(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def batchnorm_backward(dout, x, gamma, eps):
    dout, x, gamma = flt(dout), flt(x), flt(gamma)
    B = x.shape[0]
    c = x - x.mean(axis=0)
    v = (c**2).mean(axis=0) + float(eps)
    dbeta = np.ones(B, dout.dtype) @ dout
    dgamma = np.diag(dout.T @ c)
    dx = gamma / np.sqrt(v) * (dout - dbeta / B - c * (dout * c).sum(axis=0) / (B * v))
    return dx, dgamma.copy(), dbeta
