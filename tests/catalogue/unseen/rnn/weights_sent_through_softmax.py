import numpy as np


def masked_softmax(scores, mask):
    scores = np.where(mask, scores, -np.inf)
    top = scores.max(axis=1, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    e = np.exp(scores - top)
    s = e.sum(axis=1, keepdims=True)
    return e / np.where(s == 0, 1.0, s)


def sentence_vector(h, mask, how="last", weights=None):
    h, mask = _real(h), np.asarray(mask, dtype=np.bool_)
    if how == "last":
        return _last_word(h, mask)
    if how != "weighted":
        raise ValueError("how = " + repr(how))
    scores = np.zeros(mask.shape) if weights is None else _real(weights)
    alpha = masked_softmax(scores, mask).astype(h.dtype)  # attention weights
    clean = np.where(mask[:, :, None], h, 0)
    return (alpha[:, :, None] * clean).sum(axis=1)
