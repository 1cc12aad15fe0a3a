"""A column of shape (n, 1) is accepted in place of a vector.

Caught by: hidden/test_forms.py::test_shapes_that_do_not_fit_the_form_are_refused
"""


def quadratic_form(A, x):
    A, x = _square_with(A, _real(x).ravel())
    return float(x @ A @ x)
