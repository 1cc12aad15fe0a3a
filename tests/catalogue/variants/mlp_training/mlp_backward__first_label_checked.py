"""Only the first label is checked for its range.

Caught by: hidden/test_mlp_backward.py::test_bad_labels_and_no_layer_are_refused
"""

import numpy as np

_right = _checked_labels


def _checked_labels(labels, B, K):
    labels = np.asarray(labels)
    if labels.shape != (B,) or B == 0 or labels.dtype.kind not in "iu":
        return _right(labels, B, K)
    _right(labels[:1], 1, K)
    return labels.astype(np.int64) % K
