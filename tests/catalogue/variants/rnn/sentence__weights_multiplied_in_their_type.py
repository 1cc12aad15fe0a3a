"""Integer weights are multiplied with integer states in their own type and wrap around.

Caught by: hidden/test_sentence.py::test_dtypes_and_memory_layouts
"""

import numpy as np


def sentence_vector(h, mask, how="last", weights=None):
    if how not in ("last", "weighted"):
        raise ValueError("how must be last or weighted")
    if how == "last":
        return _last_word(_real(h), mask)
    w = np.where(mask, 1 if weights is None else weights, 0).astype(
        h.dtype if weights is None else weights.dtype
    )
    total = _real(w.sum(axis=1, keepdims=True))
    words = (w[:, :, None] * np.where(mask[:, :, None], h, np.zeros((), h.dtype))).sum(axis=1)
    return (words / np.where(total == 0, 1, total)).astype(_real(h).dtype)
