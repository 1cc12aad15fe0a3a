"""You used the number of words as the place of the last one. That holds only if no padding stands before or
between them; look at the mask for the place itself.
"""

import numpy as np


def sentence_vector(h, mask, how="last", weights=None):
    if how not in ("last", "weighted"):
        raise ValueError("how must be last or weighted")
    h = h if h.dtype.kind == "f" else h.astype(float)
    if how == "last":
        last = h[np.arange(len(h)), mask.sum(axis=1) - 1]
        return np.where(mask.any(axis=1, keepdims=True), last, 0)
    w = np.where(mask, 1.0 if weights is None else weights, 0.0)
    total = w.sum(axis=1, keepdims=True)
    w = (w / np.where(total == 0, 1, total)).astype(h.dtype)
    return np.einsum("bt,bth->bh", w, np.where(w[:, :, None] == 0, 0, h))
