import numpy as np


def train_step(context, targets, E, W, b, lr, combine="mean"):
    n, c = context.shape
    h = _combined(context, E, combine)
    z = h @ W + b
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    loss = -np.log(p[np.arange(n), targets] + 1e-12).mean()
    dz = p.copy()
    dz[np.arange(n), targets] -= 1
    dz /= n
    dh = dz @ W.T
    dE = np.zeros_like(E)
    if combine == "mean":
        np.add.at(dE, context, np.repeat(dh[:, None, :] / c, c, axis=1))
    else:
        np.add.at(dE, context, dh.reshape(n, c, -1))
    return loss, E - lr * dE, W - lr * h.T @ dz, b - lr * dz.sum(axis=0)
