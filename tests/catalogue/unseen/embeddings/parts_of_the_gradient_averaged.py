import numpy as np


def train_step(context, targets, E, W, b, lr, combine="mean"):
    n, c = context.shape
    h = _combined(context, E, combine)
    z = h @ W + b
    z = z - z.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    loss = (np.log(np.exp(z).sum(axis=1)) - z[np.arange(n), targets]).mean()
    dz = p.copy()
    dz[np.arange(n), targets] -= 1
    dz /= n
    parts = (dz @ W.T).reshape(n, -1, E.shape[1])
    dE = np.zeros_like(E)
    np.add.at(dE, context, np.repeat(parts.sum(axis=1, keepdims=True) / c, c, axis=1))
    return loss, E - lr * dE, W - lr * h.T @ dz, b - lr * dz.sum(axis=0)
