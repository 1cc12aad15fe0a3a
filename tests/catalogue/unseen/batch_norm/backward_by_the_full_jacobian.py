import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    dout, x, gamma = _real(dout), _real(x), _real(gamma)
    B = x.shape[0]
    d = x - x.mean(axis=0)
    s = np.sqrt((d * d).mean(axis=0) + float(eps))
    h = d / s
    rows = []
    for i in range(B):
        # derivative of all y_j by x_i, one row for each j
        jac = -1 / B - h[i] * h / B
        jac[i] += 1
        rows.append(np.sum(dout * jac, axis=0) * gamma / s)
    return np.stack(rows), np.einsum("bd,bd->d", dout, h), np.einsum("bd->d", dout)


def update(gamma, beta, grads, lr):
    eta = float(lr)
    return tuple(_real(p) - _real(g) * eta for p, g in zip((gamma, beta), grads))
