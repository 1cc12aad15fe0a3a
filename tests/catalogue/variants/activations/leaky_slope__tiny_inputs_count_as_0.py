"""An input below 1e-12 counts as 0, with the derivative of the positive side."""

import numpy as np


def leaky_relu_derivative(x, slope):
    x, slope = _real(x), _checked_slope(slope)
    return np.where(x > -1e-12, 1.0, slope).astype(x.dtype)
