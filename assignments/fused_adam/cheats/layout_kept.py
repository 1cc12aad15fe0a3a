"""Keeps from the first call of a shape how much each weight decays, and looks at sizes and decays no more.

verdict: failed
"""

import numpy as np
from exercise import good

kept = {}


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1, beta2, eps):
    sizes, lam = kept.setdefault((w.shape, sizes.shape), (np.array(sizes), np.array(lam)))
    return good(w, g, m, v, sizes, lam, t, lr, beta1, beta2, eps)
