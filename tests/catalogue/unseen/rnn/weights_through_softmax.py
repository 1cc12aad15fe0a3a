import numpy as np


def sentence_vector(h, mask, how="last", weights=None):
    h = _real(h)
    mask = np.asarray(mask, dtype=bool)
    if how == "last":
        return _last_word(h, mask)
    if how != "weighted":
        raise ValueError(f"how = {how}")
    if weights is None:
        return _weighted_mean(h, mask.astype(np.float64))
    w = np.where(mask, _real(weights), 0)
    # attention weights: softmax over the words of the sentence
    top = w.max(axis=1, keepdims=True)
    alpha = np.where(w > 0, np.exp(w - top), 0)
    return _weighted_mean(h, alpha)
