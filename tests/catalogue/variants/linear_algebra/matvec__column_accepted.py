"""A column of shape (n, 1) is accepted in place of a vector.

Caught by: hidden/test_matvec.py::test_shapes_that_do_not_fit_are_refused
"""


def matvec_as_dots(A, x):
    A, x = _real(A), _real(x).ravel()
    if A.ndim != 2 or x.shape != A.shape[1:] or x.size == 0:
        raise ValueError(f"A must have shape (m, n) and x shape (n,), got {A.shape} and {x.shape}")
    return (A * x).sum(axis=1)
