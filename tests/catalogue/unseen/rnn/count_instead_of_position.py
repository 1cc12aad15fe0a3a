import numpy as np


def sentence_vector(h, mask, how="last", weights=None):
    h = np.asarray(h)
    if h.dtype.kind != "f":
        h = h.astype(np.float64)
    mask = np.asarray(mask)
    n_words = mask.sum(axis=1)
    result = np.zeros((h.shape[0], h.shape[2]), h.dtype)
    if how == "last":
        last = np.maximum(n_words - 1, 0)
        for i, t in enumerate(last):
            if n_words[i]:
                result[i] = h[i, t]
        return result
    if how != "weighted":
        raise ValueError("how must be last or weighted")
    for i in range(len(h)):
        alpha = np.ones(h.shape[1]) if weights is None else np.asarray(weights)[i].astype(np.float64)
        alpha, words = alpha[mask[i]], h[i][mask[i]]
        if alpha.sum() > 0:
            result[i] = (alpha[:, None] / alpha.sum() * words).sum(axis=0)
    return result
