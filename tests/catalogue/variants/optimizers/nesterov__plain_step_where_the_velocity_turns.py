"""Where gradient and velocity have different signs, the step is that of momentum.

Caught by: hidden/test_nesterov.py::test_one_step
"""

import numpy as np


def nesterov(w, g, v, lr, mu=0.9):
    w, g, v = _real(w), _real(g), _real(v)
    _require_shape(w, g=g, v=v)
    _require_positive(lr=lr)
    _require_share(mu=mu)
    new = float(mu) * v + g
    ahead = np.where(np.sign(g) * np.sign(v) < 0, new, g + float(mu) * new)
    return w - float(lr) * ahead.astype(w.dtype), new
