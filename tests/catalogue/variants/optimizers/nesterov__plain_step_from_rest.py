"""From a velocity of 0 the step is that of plain descent, without a look ahead.

Caught by: hidden/test_nesterov.py::test_the_rate_changes_between_the_steps
"""

import numpy as np


def nesterov(w, g, v, lr, mu=0.9):
    w, g, v = _real(w), _real(g), _real(v)
    _require_shape(w, g=g, v=v)
    _require_positive(lr=lr)
    _require_share(mu=mu)
    new = float(mu) * v + g
    ahead = np.where(v == 0, g, g + float(mu) * new)
    return w - float(lr) * ahead, new
