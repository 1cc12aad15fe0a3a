"""The L1 penalty of a table is the norm of NumPy with the order 1, which is the largest sum of a column.

Caught by: hidden/test_structural.py::test_tables_of_weights
"""

import math

import numpy as np


def structural_risk(loss, f, X, y, w, lam, penalty):
    w, lam = _real(w), float(lam)
    if not 0 <= lam < math.inf:
        raise ValueError("lam must be a finite number >= 0")
    if penalty == "l1":
        size = np.linalg.norm(w, 1) if w.ndim in (1, 2) else np.abs(w).sum()
    elif penalty == "l2":
        size = 0.5 * (w * w).sum()
    else:
        raise ValueError(f"penalty must be l1 or l2, got {penalty!r}")
    return _empirical_risk(loss, f, X, y) + lam * float(size)
