"""You took the first word of each sentence. The state of the last word has seen all the others; look at which
True of the mask you search for.
"""

import numpy as np


def sentence_vector(h, mask, how="last", weights=None):
    if how not in ("last", "weighted"):
        raise ValueError("how must be last or weighted")
    h = h if h.dtype.kind == "f" else h.astype(float)
    if how == "last":
        first = h[np.arange(len(h)), mask.argmax(axis=1)]
        return np.where(mask.any(axis=1, keepdims=True), first, 0)
    w = np.where(mask, 1.0 if weights is None else weights, 0.0)
    total = w.sum(axis=1, keepdims=True)
    w = (w / np.where(total == 0, 1, total)).astype(h.dtype)
    return np.einsum("bt,bth->bh", w, np.where(w[:, :, None] == 0, 0, h))
