"""A number that is above 1 by less than 1e-9 is taken as 1.

Caught by: hidden/test_nll.py::test_what_is_no_row_of_probabilities_is_refused
"""

import numpy as np


def negative_log_likelihood(p_true):
    p_true = _real(p_true)
    if p_true.ndim != 1 or p_true.size == 0:
        raise ValueError(f"p_true must have shape (n,) with n >= 1, got {p_true.shape}")
    if not ((p_true >= 0) & (p_true <= 1 + 1e-9)).all():
        raise ValueError("p_true must hold numbers from 0 to 1")
    with np.errstate(divide="ignore"):
        return -np.log(np.minimum(p_true, 1))
