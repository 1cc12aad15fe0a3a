import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    arrs = []
    for a in (dout, x, gamma):
        a = np.asarray(a)
        arrs.append(a if a.dtype.kind == "f" else a.astype(float))
    dout, x, gamma = arrs
    B = len(x)
    mu = x.mean(0)
    s = np.sqrt(x.var(0) + float(eps))
    dbeta = dout.sum(0)
    dgamma = ((x - mu) / s * dout).sum(0)
    dxhat = dout * gamma
    dvar = (dxhat * (x - mu)).sum(0) * -0.5 * s ** -1
    dmu = -dxhat.sum(0) / s
    dx = dxhat / s + dvar * 2 * (x - mu) / B + dmu / B
    return dx, dgamma, dbeta
