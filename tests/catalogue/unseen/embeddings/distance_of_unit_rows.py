import numpy as np


def nearest(word, E, k=1):
    E = _real(E)
    if not 1 <= k <= len(E) - 1:
        raise ValueError("k")
    norms = np.linalg.norm(E, axis=1, keepdims=True)
    unit = E / np.where(norms == 0, 1, norms)
    distance = ((unit - unit[word]) ** 2).sum(axis=1)
    distance[word] = np.inf
    return np.argsort(distance, kind="stable")[:k]
