"""The square of eps stands inside the root, which is the same only where the root is much larger than eps.

Caught by: hidden/test_rmsprop.py::test_one_step
"""

import numpy as np


def rmsprop(w, g, s, lr, rho=0.9, eps=1e-8):
    w, g, s = _real(w), _real(g), _real(s)
    _require_shape(w, g=g, s=s)
    _require_positive(lr=lr, eps=eps)
    _require_share(rho=rho)
    s = float(rho) * s + (1 - float(rho)) * g * g
    return w - float(lr) * g / np.sqrt(s + float(eps) ** 2), s
