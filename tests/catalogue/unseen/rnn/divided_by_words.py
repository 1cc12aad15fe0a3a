import numpy as np


def sentence_vector(h, mask, how="last", weights=None):
    h = np.asarray(h)
    h = h if h.dtype.kind == "f" else h.astype(np.float64)
    if how not in {"last", "weighted"}:
        raise ValueError(how)
    out = np.zeros_like(h[:, 0])
    for i, present in enumerate(np.asarray(mask)):
        words = h[i, present]
        if len(words) == 0:
            continue
        if how == "last":
            out[i] = words[-1]
        elif weights is None:
            out[i] = words.mean(0)
        else:
            alpha = np.asarray(weights)[i, present].astype(h.dtype)
            out[i] = (alpha[:, None] * words).sum(0) / len(words)
    return out
