"""On a vertical line the direction points upwards, whatever the sign of the weight.

Caught by: hidden/test_geometry.py::test_vertical_and_horizontal_lines
"""

import numpy as np


def decision_boundary_2d(w, b, t):
    w, t = _real(w), _real(t)
    if w.shape != (2,) or not w.any():
        raise ValueError(f"w must have shape (2,) and must not be 0, got {w}")
    if t.ndim != 1 or t.size == 0:
        raise ValueError(f"t must have shape (m,) with m >= 1, got {t.shape}")
    length = np.hypot(w[0], w[1])
    normal = w / length
    direction = np.array([-normal[1], normal[0]])
    if w[1] == 0:
        direction = np.array([0, 1], dtype=w.dtype)
    return normal * (-float(b) / length) + t[:, None] * direction
