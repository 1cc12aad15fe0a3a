import numpy as np


def to_real(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def column(values):
    centre = values.sum() / values.size
    rest = values - centre
    return centre, rest, rest @ rest


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta, rm, rv = map(to_real, (x, gamma, beta, *running))
    n, d = x.shape
    if n <= 1:
        raise ValueError("x: one row has no variance")
    m = float(momentum)
    y, new_mean, new_var = np.empty_like(x), np.empty_like(rm), np.empty_like(rv)
    for k in range(d):
        centre, rest, total = column(x[:, k])
        y[:, k] = beta[k] + gamma[k] * rest / (total / n + float(eps)) ** 0.5
        new_mean[k] = rm[k] - m * rm[k] + m * centre
        new_var[k] = rv[k] - m * rv[k] + m * total / (n - 1)
    return y, (new_mean, new_var)


def batchnorm_backward(dout, x, gamma, eps):
    dout, x, gamma = map(to_real, (dout, x, gamma))
    n, d = x.shape
    dx, dgamma, dbeta = np.empty_like(x), np.empty_like(gamma), np.empty_like(gamma)
    for k in range(d):
        _, rest, total = column(x[:, k])
        s = np.sqrt(total / n + float(eps))
        z = rest / s
        jacobian = (np.eye(n) - 1 / n - np.outer(z, z) / n) / s
        dx[:, k] = gamma[k] * (jacobian @ dout[:, k])
        dgamma[k], dbeta[k] = z @ dout[:, k], dout[:, k].sum()
    return dx, dgamma, dbeta
