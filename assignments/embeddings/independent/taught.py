"""Step by step, as the rules are taught."""

import numpy as np


def to_float(a):
    if np.issubdtype(a.dtype, np.floating):
        return a
    return a.astype(np.float64)


def embed_one_hot(onehot, E):
    return np.dot(to_float(onehot), to_float(E))


def embed_lookup(ids, E):
    V = E.shape[0]
    if np.any((ids < 0) | (ids >= V)):
        raise ValueError("ids must be words")
    return to_float(E)[ids]


def embedding_gradient(dout, ids, V):
    dout = to_float(dout)
    D = dout.shape[-1]
    dE = np.zeros((V, D), dtype=dout.dtype)
    np.add.at(dE, ids, dout)
    return dE


def combine_words(context, E, combine):
    n, c = context.shape
    words = E[context]
    if combine == "mean":
        return np.sum(words, axis=1) / c
    if combine == "concat":
        return words.reshape(n, c * E.shape[1])
    raise ValueError("combine must be mean or concat")


def softmax(z):
    shifted = z - np.max(z, axis=1, keepdims=True)
    e = np.exp(shifted)
    return e / np.sum(e, axis=1, keepdims=True)


def predict_next(context, E, W, b, combine="mean"):
    h = combine_words(context, E, combine)
    z = h @ W + b
    return softmax(z)


def train_step(context, targets, E, W, b, lr, combine="mean"):
    n, c = context.shape
    D = E.shape[1]
    h = combine_words(context, E, combine)
    z = h @ W + b
    top = np.max(z, axis=1)
    log_sum = np.log(np.sum(np.exp(z - top[:, None]), axis=1)) + top
    loss = np.mean(log_sum - z[np.arange(n), targets])
    onehot = np.zeros_like(z)
    onehot[np.arange(n), targets] = 1
    dz = (softmax(z) - onehot) / n
    dW = h.T @ dz
    db = np.sum(dz, axis=0)
    dh = dz @ W.T
    dwords = dh.reshape(n, -1, D)
    if combine == "mean":
        dwords = np.repeat(dwords, c, axis=1) / c
    dE = np.zeros_like(E)
    np.add.at(dE, context, dwords)
    return loss, E - lr * dE, W - lr * dW, b - lr * db


def nearest(word, E, k=1):
    V = len(E)
    if k < 1 or k > V - 1:
        raise ValueError("k must be between 1 and V - 1")
    E = to_float(E)
    norms = np.linalg.norm(E, axis=1)
    norms = np.where(norms == 0, 1.0, norms)
    units = E / norms[:, np.newaxis]
    similarity = units @ units[word]
    similarity[word] = -2
    order = np.argsort(-similarity, kind="stable")
    return order[:k]
