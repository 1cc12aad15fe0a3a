"""From the thousandth step on nothing is corrected, where the second correction is still 0.63.

Caught by: hidden/test_adam.py::test_after_very_many_steps
"""

import numpy as np


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    w, g, m, v = _real(w), _real(g), _real(m), _real(v)
    _require_shape(w, g=g, m=m, v=v)
    _require_adam(t, lr, beta1, beta2, eps)
    t = t + 1
    m = float(beta1) * m + (1 - float(beta1)) * g
    v = float(beta2) * v + (1 - float(beta2)) * g * g
    if t < 1000:
        direction = m / (1 - float(beta1) ** t) / (np.sqrt(v / (1 - float(beta2) ** t)) + float(eps))
    else:
        direction = m / (np.sqrt(v) + float(eps))
    return w - float(lr) * direction, m, v, t
