import numpy as np


def sentence_vector(h, mask, how="last", weights=None):
    if how != "last" and how != "weighted":
        raise ValueError("how must be 'last' or 'weighted'")
    h = _real(h)
    vectors = np.zeros((h.shape[0], h.shape[2]), dtype=h.dtype)
    for n, row in enumerate(np.asarray(mask, dtype=bool)):
        words = [t for t in range(len(row)) if row[t]]
        if not words:
            continue
        if how == "last":
            vectors[n] = h[n, words[-1]]
            continue
        alpha = np.ones(len(words)) if weights is None else _real(weights)[n][words].astype(np.float64)
        if alpha.max() > 0:
            alpha = alpha / alpha.max()  # only ratios count
            vectors[n] = (alpha / alpha.sum()).astype(h.dtype) @ h[n, words]
    return vectors
