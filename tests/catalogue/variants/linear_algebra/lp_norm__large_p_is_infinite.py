"""An order above 100 is taken as infinite.

Caught by: hidden/test_norms.py::test_large_orders_of_equal_entries
"""

import numpy as np


def lp_norm(x, p):
    x, p = _real(x), float(p)
    if x.ndim != 1 or x.size == 0:
        raise ValueError(f"x must have shape (n,) with n >= 1, got {x.shape}")
    if not p >= 1:
        raise ValueError(f"p must be at least 1, got {p}")
    return _norm(x, np.inf if p > 100 else p)
