"""Negative numbers above -1e-12 are taken as 0.

Caught by: hidden/test_distribution.py::test_huge_and_tiny_numbers
"""


def is_distribution(p):
    p = _real(p)
    return bool((p >= -1e-12).all() and abs(p.sum() - 1) <= 1e-6)
