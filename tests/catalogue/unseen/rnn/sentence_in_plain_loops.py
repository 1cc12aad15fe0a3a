import numpy as np


def sentence_vector(h, mask, how="last", weights=None):
    if how != "last" and how != "weighted":
        raise ValueError(how)
    h = _real(h)
    B, T, H = h.shape
    vectors = np.zeros((B, H), h.dtype)
    for i in range(B):
        places = [t for t in range(T) if mask[i][t]]
        if not places:
            continue
        if how == "last":
            vectors[i] = h[i, places[-1]]
            continue
        alpha = [1.0 if weights is None else float(weights[i][t]) for t in places]
        largest = max(alpha)
        if largest == 0:
            continue
        alpha = [a / largest for a in alpha]
        total = sum(alpha)
        v = np.zeros(H)
        for a, t in zip(alpha, places):
            v += (a / total) * h[i, t]
        vectors[i] = v
    return vectors
