"""Only the first label is checked for its range.

Caught by: hidden/test_cross_entropy.py::test_what_is_no_label_is_refused
"""

import numpy as np

_right = softmax_cross_entropy


def softmax_cross_entropy(labels, logits):
    labels, logits = np.asarray(labels), _real(logits)
    if logits.ndim == 2 and labels.shape == logits.shape[:1] and labels.size and labels.dtype.kind in "iu":
        _checked_labels(labels[:1], 1, logits.shape[1])
        labels = labels.astype(np.int64) % logits.shape[1]
    return _right(labels, logits)
