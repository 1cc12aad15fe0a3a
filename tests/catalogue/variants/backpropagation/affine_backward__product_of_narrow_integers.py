"""The products are formed in the type of the integers, and only their results become float64.

Caught by: hidden/test_affine_backward.py::test_dtypes_layouts_and_repeated_calls
"""


def affine_backward(dout, x, W):
    return _real(dout @ W.T), _real(x.T @ dout), _real(dout).sum(axis=0)
