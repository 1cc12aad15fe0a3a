import numpy as np


def embed_one_hot(onehot, E):
    onehot, E = (a if a.dtype.kind == "f" else a.astype(np.float64) for a in (onehot, E))
    return np.einsum("...v,vd->...d", onehot, E)


def train_step(context, targets, E, W, b, lr, combine="mean"):
    if combine not in {"mean", "concat"}:
        raise ValueError(combine)
    n, c = context.shape
    V, D = E.shape
    pick = (context[:, :, None] == np.arange(V)).astype(E.dtype)
    if combine == "mean":
        pick = pick.sum(axis=1) / c
        h = pick @ E
    else:
        h = (pick @ E).reshape(n, c * D)
    z = h @ W + b
    z = z - z.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    hot = (targets[:, None] == np.arange(V)).astype(E.dtype)
    loss = -(hot * log_p).sum() / n
    dz = (np.exp(log_p) - hot) / n
    dh = dz @ W.T
    if combine == "mean":
        dE = pick.T @ dh
    else:
        dE = np.einsum("ncv,ncd->vd", pick, dh.reshape(n, c, D))
    return loss, E - lr * dE, W - lr * (h.T @ dz), b - lr * dz.sum(axis=0)
