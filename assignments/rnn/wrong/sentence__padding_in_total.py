"""You left padding out of the sum but counted it in the divisor. The weights of the words then sum to less
than 1; look at what the mean is divided by.
"""

import numpy as np


def sentence_vector(h, mask, how="last", weights=None):
    if how not in ("last", "weighted"):
        raise ValueError("how must be last or weighted")
    h = h if h.dtype.kind == "f" else h.astype(float)
    if how == "last":
        place = mask.shape[1] - 1 - mask[:, ::-1].argmax(axis=1)
        return np.where(mask.any(axis=1, keepdims=True), h[np.arange(len(h)), place], 0)
    full = np.ones(mask.shape) if weights is None else 1.0 * weights
    w = np.where(mask, full / full.sum(axis=1, keepdims=True), 0).astype(h.dtype)
    return np.einsum("bt,bth->bh", w, np.where(w[:, :, None] == 0, 0, h))
