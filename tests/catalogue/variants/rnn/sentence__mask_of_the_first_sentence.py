"""The last word of every sentence is looked for at the place of the first sentence's last word, where that place holds a word.

Caught by: hidden/test_sentence.py::test_last_word
"""

import numpy as np


def sentence_vector(h, mask, how="last", weights=None):
    if how not in ("last", "weighted"):
        raise ValueError("how must be last or weighted")
    if how == "weighted":
        return _weighted_mean(_real(h), np.where(mask, 1.0 if weights is None else _real(weights), 0.0))
    h, place = _real(h), mask.shape[1] - 1 - np.argmax(mask[0, ::-1])
    return np.where(mask[:, [place]], h[:, place], _last_word(h, mask))
