import numpy as np


def embed_lookup(ids, E):
    if ids.size and not 0 <= int(ids.min()) <= int(ids.max()) < len(E):
        raise ValueError("no such word")
    E = E if E.dtype.kind == "f" else E.astype(float)
    return np.array([E[int(word)] for word in ids.ravel()], dtype=E.dtype).reshape(*ids.shape, E.shape[1])


def embedding_gradient(dout, ids, V):
    D = dout.shape[-1]
    rows = (dout if dout.dtype.kind == "f" else dout.astype(float)).reshape(-1, D)
    grad = np.zeros((V, D), rows.dtype)
    if ids.size:
        order = np.argsort(ids.ravel(), kind="stable")
        words, starts = np.unique(ids.ravel()[order], return_index=True)
        grad[words] = np.add.reduceat(rows[order], starts, axis=0)
    return grad
