import numpy as np


def sentence_vector(h, mask, how="last", weights=None):
    if how not in ("last", "weighted"):
        raise ValueError("unknown how: %r" % (how,))
    h = _real(h)
    mask = np.asarray(mask, dtype=bool)
    B, T, H = h.shape
    out = np.zeros((B, H), dtype=h.dtype)
    for i in range(B):
        n = int(mask[i].sum())  # length of the sentence
        if n == 0:
            continue
        if how == "last":
            out[i] = h[i, n - 1]
            continue
        words = h[i][mask[i]]
        if weights is None:
            out[i] = words.mean(axis=0)
            continue
        w = _real(weights)[i][mask[i]]
        if w.max() > 0:
            w = w / w.max()
            out[i] = (w / w.sum()) @ words
    return out
