"""What the hidden tests of this assignment share."""

from __future__ import annotations

import numpy as np


def labelled(rng, low, high=None, dtype=np.int64):
    """Draw a truth and a prediction with a confusion matrix from ``low`` to below ``high``, in random order.

    With two classes the matrix is ``[[tn, fp], [fn, tp]]``. Tests choose ranges in which every mistake shows,
    so that none comes out right by chance. Without ``high`` the matrix is ``low``.
    """
    counts = np.asarray(low) if high is None else rng.integers(low, high)
    pairs = np.repeat(np.indices(counts.shape).reshape(2, -1), counts.ravel(), axis=1)
    y, y_hat = rng.permutation(pairs, axis=1).astype(dtype)
    return y, y_hat


def outside(k):
    """Pairs of six labels each, one of which is none of 0 … k-1, at any place of either array."""
    labels = np.arange(6) % k
    for place, strange, dtype in (
        (0, -1, np.int64),
        (2, k, np.int64),
        (5, -1, np.int8),
        (4, k + 1, np.uint8),
        (5, 255, np.uint8),
        (3, 256, np.int16),
        (5, -256, np.int16),
        (1, 2**16 + 1, np.int32),
    ):
        wrong = labels.astype(dtype)
        wrong[place] = strange
        yield wrong, labels
        yield labels, wrong


def unpaired():
    """Pairs of arrays that are no truth and prediction of the same samples."""
    labels = np.array([0, 1, 1, 0])
    pairs = [(labels, other) for other in (labels[:3], labels[:1], labels[:, None])]
    pairs += [(labels, np.tile(labels, 2)), (labels, labels[None])]
    pairs += [(other, labels) for _, other in pairs]
    return [*pairs, (labels.reshape(2, 2), labels.reshape(2, 2)), (labels[:0], labels[:0])]
