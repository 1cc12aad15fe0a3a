"""A matrix that differs from its transpose by less than 1e-8 is taken as symmetric, also where its entries are tiny.

Caught by: hidden/test_forms.py::test_narrow_types_and_units_of_the_gradient
"""

import numpy as np


def quadratic_form_gradient(A, x):
    A, x = _square_with(A, x)
    if np.allclose(A, A.T):
        return 2 * (A @ x)
    return (A + A.T) @ x
