import numpy as np


def sentence_vector(h, mask, how="last", weights=None):
    h, mask = _real(h), np.asarray(mask, dtype=bool)
    B, T, H = h.shape
    out = np.zeros((B, H), dtype=h.dtype)
    if how == "last":
        lengths = mask.sum(axis=1)
        for i in range(B):
            if lengths[i] > 0:
                out[i] = h[i, lengths[i] - 1]
    elif how == "weighted":
        w = np.ones((B, T)) if weights is None else _real(weights)
        for i in range(B):
            words = np.flatnonzero(mask[i])
            total = w[i, words].sum()
            if total > 0:
                share = (w[i, words] / total).astype(h.dtype)
                out[i] = share @ h[i, words]
    else:
        raise ValueError("how must be last or weighted")
    return out
