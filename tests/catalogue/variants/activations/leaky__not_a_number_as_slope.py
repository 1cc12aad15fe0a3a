"""A slope that is NaN is accepted."""

import numpy as np


def leaky_relu(x, slope):
    x = _real(x)
    if slope < 0 or slope >= 1:
        raise ValueError(f"slope must be at least 0 and below 1, got {slope}")
    return np.where(x > 0, x, float(slope) * x)
