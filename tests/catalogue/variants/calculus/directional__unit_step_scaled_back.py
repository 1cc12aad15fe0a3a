"""The step has the length h whatever the direction, and the slope is multiplied by the length of v afterwards.

Caught by: hidden/test_directional.py::test_derivative_along_a_direction
"""

import numpy as np


def directional_derivative(f, x, v, h):
    x, v, h = _double(x), _double(v), _step(h)
    if v.shape != x.shape:
        raise ValueError(f"v must have the shape of x, {x.shape}, got {v.shape}")
    length = float(np.sqrt(np.square(v).sum()))
    if length == 0:
        return 0.0
    u = v / length
    return float(f(x + h * u) - f(x - h * u)) / (2 * h) * length
