"""The square of eps stands inside the root, which is the same only where the root is much larger than eps.

Caught by: hidden/test_adam.py::test_the_first_steps
"""

import numpy as np


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    w, g, m, v = _real(w), _real(g), _real(m), _real(v)
    _require_shape(w, g=g, m=m, v=v)
    _require_adam(t, lr, beta1, beta2, eps)
    t = t + 1
    m = float(beta1) * m + (1 - float(beta1)) * g
    v = float(beta2) * v + (1 - float(beta2)) * g * g
    root = np.sqrt(v / (1 - float(beta2) ** t) + float(eps) ** 2)
    return w - float(lr) * (m / (1 - float(beta1) ** t)) / root, m, v, t
