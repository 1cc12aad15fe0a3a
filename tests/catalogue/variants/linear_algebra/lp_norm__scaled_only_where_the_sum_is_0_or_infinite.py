"""The entries are scaled only if the sum of the powers is 0 or infinite, so that subnormal powers lose their digits.

Caught by: hidden/test_norms.py::test_entries_that_lose_their_digits
"""

import numpy as np


def lp_norm(x, p):
    x, p = _real(x), float(p)
    if x.ndim != 1 or x.size == 0:
        raise ValueError(f"x must have shape (n,) with n >= 1, got {x.shape}")
    if not p >= 1:
        raise ValueError(f"p must be at least 1, got {p}")
    with np.errstate(over="ignore", under="ignore"):
        total = (np.abs(x) ** p).sum()
    if p == np.inf or total == 0 or not np.isfinite(total):
        return _norm(x, p)
    return float(total ** (1 / p))
