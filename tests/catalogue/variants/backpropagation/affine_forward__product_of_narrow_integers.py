"""The product is formed in the type of the integers, and only its result becomes float64.

Caught by: hidden/test_affine_forward.py::test_dtypes_layouts_and_repeated_calls
"""


def affine_forward(x, W, b):
    return _real(x @ W) + _real(b)
