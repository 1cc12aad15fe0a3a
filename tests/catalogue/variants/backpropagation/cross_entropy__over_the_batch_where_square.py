"""With as many samples as classes the softmax is taken over the batch.

Caught by: hidden/test_cross_entropy.py::test_square_batches
"""

import numpy as np

_right = softmax_cross_entropy


def softmax_cross_entropy(labels, logits):
    logits = _real(logits)
    if logits.ndim != 2 or logits.shape[0] != logits.shape[1]:
        return _right(labels, logits)
    log_p = logits - logits.max(axis=0)
    log_p = log_p - np.log(np.exp(log_p).sum(axis=0))
    _right(labels, logits)  # refuses what is no label
    rows, B = np.arange(len(labels)), len(labels)
    gradient = np.exp(log_p)
    gradient[rows, labels] -= 1
    return float(-log_p[rows, labels].mean()), gradient / B
