"""The sum of the weights is taken to be at least 1e-12.

Caught by: hidden/test_sentence.py::test_scale_of_the_weights_does_not_matter
"""

import numpy as np


def sentence_vector(h, mask, how="last", weights=None):
    if how not in ("last", "weighted"):
        raise ValueError("how must be last or weighted")
    h = _real(h)
    if how == "last":
        return _last_word(h, mask)
    w = np.where(mask, 1.0 if weights is None else _real(weights), 0.0)
    total = w.sum(axis=1, keepdims=True)
    share = (w / np.maximum(total, 1e-12)).astype(h.dtype)
    return np.einsum("bt,bth->bh", share, np.where(mask[:, :, None], h, 0))
