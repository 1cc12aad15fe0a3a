"""An eps below 1e-12 is taken as 1e-12.

Caught by: hidden/test_adagrad.py::test_entries_of_very_different_size
"""

import numpy as np


def adagrad(w, g, s, lr, eps=1e-8):
    w, g, s = _real(w), _real(g), _real(s)
    _require_shape(w, g=g, s=s)
    _require_positive(lr=lr, eps=eps)
    s = s + g * g
    return w - float(lr) * g / (np.sqrt(s) + max(float(eps), 1e-12)), s
