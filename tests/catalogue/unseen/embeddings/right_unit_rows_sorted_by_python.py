import numpy as np


def nearest(word, E, k=1):
    V = len(E)
    if k < 1 or k >= V:
        raise ValueError("k")
    E = E if E.dtype.kind == "f" else E.astype(float)
    lengths = np.linalg.norm(E, axis=1, keepdims=True)
    unit = np.divide(E, lengths, out=np.zeros_like(E), where=lengths > 0)
    cos = unit @ unit[word]
    others = [i for i in range(V) if i != word]
    return np.array(sorted(others, key=lambda i: -cos[i])[:k])
