import numpy as np


def train_step(context, targets, E, W, b, lr, combine="mean"):
    n, c = context.shape
    h = _combined(context, E, combine)
    z = h @ W + b
    z = z - z.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    loss = (np.log(np.exp(z).sum(axis=1)) - z[np.arange(n), targets]).mean()
    p[np.arange(n), targets] -= 1
    dz = p / n
    dh = dz @ W.T
    dE = np.zeros_like(E)
    if combine == "mean":
        np.add.at(dE, context, np.repeat(dh[:, None, :] / c, c, axis=1))
    else:
        np.add.at(dE, context, dh.reshape(n, c, -1))
    return loss, E - lr * dE, W - lr * h.T @ dz, b - lr * dz.mean(axis=0)
