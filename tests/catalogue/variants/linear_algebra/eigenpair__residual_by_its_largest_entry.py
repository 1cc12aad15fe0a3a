"""The iteration ends as soon as the largest entry of the residual is small enough, and not its length.

Caught by: hidden/test_eigenpair.py::test_the_rule_for_stopping
"""

import numpy as np


def dominant_eigenpair(A, tol):
    A, tol = _symmetric(A), float(tol)
    if not tol > 0:
        raise ValueError(f"tol must be positive, got {tol}")
    v = np.random.default_rng(0).normal(size=len(A)).astype(A.dtype)
    v = v / _norm(v, 2.0)
    scale = float(np.abs(A).max())
    if scale == 0.0:
        return 0.0, v
    A = A / scale
    bound = tol * _norm(A.ravel(), 2.0)
    while True:
        w = A @ v
        value = float(v @ w)
        if np.abs(w - value * v).max() <= bound:
            return value * scale, v
        v = w / _norm(w, 2.0)
