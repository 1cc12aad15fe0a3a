"""A column of shape (n, 1) is accepted in place of a vector."""


def quadratic_form(A, x):
    A, x = _square_with(A, _real(x).ravel())
    return float(x @ A @ x)
