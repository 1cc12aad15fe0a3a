import numpy as np


def nearest(word, E, k=1):
    E = _real(E)
    if not 1 <= k <= len(E) - 1:
        raise ValueError("k")
    norms = np.linalg.norm(E, axis=1)
    product = norms * norms[word]
    cos = np.abs(E @ E[word]) / np.where(product > 0, product, 1)
    cos[word] = -1
    return np.argsort(-cos, kind="stable")[:k]
