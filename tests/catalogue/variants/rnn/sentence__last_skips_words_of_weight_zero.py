"""With how="last" words of weight 0 are passed over.

From the audit.
Caught by: hidden/test_sentence.py::test_last_word_ignores_the_weights
"""

import numpy as np


def sentence_vector(h, mask, how="last", weights=None):
    if how not in ("last", "weighted"):
        raise ValueError("how must be last or weighted")
    h = _real(h)
    if how == "last":
        return _last_word(h, mask if weights is None else mask & (np.where(mask, weights, 0) != 0))
    w = np.where(mask, 1.0 if weights is None else _real(weights), 0.0)
    total = w.sum(axis=1, keepdims=True)
    share = (w / np.where(total == 0, 1, total)).astype(h.dtype)
    return np.einsum("bt,bth->bh", share, np.where(mask[:, :, None], h, 0))
