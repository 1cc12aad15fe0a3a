"""Short forms: take, bincount of one-hot products, einsum, logaddexp; nearest by lexsort."""

import numpy as np


def _f(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def embed_one_hot(onehot, E):
    return np.einsum("...v,vd->...d", _f(onehot), _f(E))


def embed_lookup(ids, E):
    if np.size(ids) and (np.min(ids) < 0 or np.max(ids) > E.shape[0] - 1):
        raise ValueError("no such word")
    return np.take(_f(E), ids, axis=0)


def embedding_gradient(dout, ids, V):
    dout = _f(dout)
    onehot = np.eye(V, dtype=dout.dtype)[ids.ravel()]
    return onehot.T @ dout.reshape(ids.size, dout.shape[-1])


def _features(context, E, combine):
    if combine not in ("mean", "concat"):
        raise ValueError("combine must be mean or concat")
    words = np.take(E, context, axis=0)
    return (
        np.mean(words, axis=1)
        if combine == "mean"
        else np.concatenate(list(np.moveaxis(words, 1, 0)), axis=1)
    )


def predict_next(context, E, W, b, combine="mean"):
    z = np.dot(_features(context, E, combine), W) + b
    return np.exp(z - np.logaddexp.reduce(z, axis=1, keepdims=True))


def train_step(context, targets, E, W, b, lr, combine="mean"):
    n, c = context.shape
    V, D = E.shape
    h = _features(context, E, combine)
    z = np.dot(h, W) + b
    log_p = z - np.logaddexp.reduce(z, axis=1, keepdims=True)
    Y = np.eye(V, dtype=z.dtype)[targets]
    loss = -np.sum(np.where(Y > 0, log_p, 0)) / n
    dz = (np.exp(log_p) - Y) / n
    dh = np.einsum("nv,hv->nh", dz, W)
    words = np.stack([dh / c] * c, axis=1) if combine == "mean" else dh.reshape(n, c, D)
    return (
        loss,
        E - lr * embedding_gradient(words, context, V),
        W - lr * np.dot(h.T, dz),
        b - lr * np.sum(dz, 0),
    )


def nearest(word, E, k=1):
    if k < 1 or k >= len(E):
        raise ValueError("k is out of range")
    E = _f(E)
    size = np.linalg.norm(E, axis=1, keepdims=True)
    unit = np.divide(E, size, out=np.zeros_like(E), where=size > 0)
    others = np.delete(np.arange(len(E)), word)
    cosine = unit[others] @ unit[word]
    return others[np.lexsort((others, -cosine))][:k]
