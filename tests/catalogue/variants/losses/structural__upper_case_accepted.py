"""The name of the penalty is accepted in upper case.

Caught by: hidden/test_structural.py::test_bad_arguments_are_refused
"""

import math

import numpy as np


def structural_risk(loss, f, X, y, w, lam, penalty):
    w, lam = _real(w), float(lam)
    if not 0 <= lam < math.inf:
        raise ValueError("lam must be a finite number >= 0")
    name = str(penalty).lower()
    if name not in ("l1", "l2"):
        raise ValueError(f"penalty must be l1 or l2, got {penalty!r}")
    size = np.abs(w).sum() if name == "l1" else 0.5 * (w * w).sum()
    return _empirical_risk(loss, f, X, y) + lam * float(size)
