"""A vector with one entry is accepted beside a longer one, and its entry is used for all.

Caught by: hidden/test_dot.py::test_vectors_that_do_not_fit_are_refused
"""


def dot(x, y):
    x, y = _real(x), _real(y)
    if x.ndim != 1 or y.ndim != 1 or x.size == 0 or y.size == 0:
        raise ValueError(f"x and y must be vectors with entries, got {x.shape} and {y.shape}")
    return float((x * y).sum())
