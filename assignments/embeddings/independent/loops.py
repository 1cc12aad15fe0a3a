"""Word by word, in loops."""

import numpy as np


def _real(a):
    a = np.array(a)
    return a if a.dtype.kind == "f" else a.astype("float64")


def embed_one_hot(onehot, E):
    onehot, E = _real(onehot), _real(E)
    out = np.zeros((*onehot.shape[:-1], E.shape[1]), dtype=np.result_type(onehot, E))
    for v in range(E.shape[0]):
        out += onehot[..., v, None] * E[v]
    return out


def embed_lookup(ids, E):
    E = _real(E)
    out = np.zeros((*ids.shape, E.shape[1]), dtype=E.dtype)
    for place in np.ndindex(ids.shape):
        if not 0 <= ids[place] < len(E):
            raise ValueError("no such word")
        out[place] = E[int(ids[place])]
    return out


def embedding_gradient(dout, ids, V):
    dout = _real(dout)
    gradient = np.zeros((V, dout.shape[-1]), dtype=dout.dtype)
    for place in np.ndindex(ids.shape):
        gradient[int(ids[place])] += dout[place]
    return gradient


def _scores(words, E, W, b, combine):
    if combine == "mean":
        h = sum(E[int(word)] for word in words) / len(words)
    elif combine == "concat":
        h = np.concatenate([E[int(word)] for word in words])
    else:
        raise ValueError("combine must be mean or concat")
    z = h @ W + b
    e = np.exp(z - max(z))
    return h, z, e / sum(e)


def predict_next(context, E, W, b, combine="mean"):
    return np.array([_scores(words, E, W, b, combine)[2] for words in context])


def train_step(context, targets, E, W, b, lr, combine="mean"):
    n, c = context.shape
    D = E.shape[1]
    loss, dE, dW, db = 0.0, np.zeros_like(E), np.zeros_like(W), np.zeros_like(b)
    for words, target in zip(context, targets, strict=True):
        h, z, p = _scores(words, E, W, b, combine)
        loss += (np.log(np.sum(np.exp(z - max(z)))) + max(z) - z[int(target)]) / n
        dz = p.copy()
        dz[int(target)] -= 1
        dz /= n
        db += dz
        dW += np.outer(h, dz)
        dh = W @ dz
        for place, word in enumerate(words):
            dE[int(word)] += dh / c if combine == "mean" else dh[place * D : (place + 1) * D]
    return float(loss), E - lr * dE, W - lr * dW, b - lr * db


def nearest(word, E, k=1):
    if not 0 < k < len(E):
        raise ValueError("k is out of range")
    E = _real(E)
    found = []
    for other in range(len(E)):
        if other != word:
            size = np.linalg.norm(E[other])
            unit = E[other] / size if size > 0 else E[other]
            size = np.linalg.norm(E[word])
            mine = E[word] / size if size > 0 else E[word]
            found.append((-float(unit @ mine), other))
    return np.array([other for _, other in sorted(found)[:k]])
