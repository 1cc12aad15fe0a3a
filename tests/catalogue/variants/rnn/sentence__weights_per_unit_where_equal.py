"""Where T = H and B = T, the weights are broadcast over the units instead of the steps.

Caught by: hidden/test_sentence.py::test_equal_sizes
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
    share = (w / np.where(total == 0, 1, total)).astype(h.dtype)
    words = np.where(mask[:, :, None], h, 0)
    try:
        return (share * words).sum(axis=1)
    except ValueError:
        return (share[:, :, None] * words).sum(axis=1)
