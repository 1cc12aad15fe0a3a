"""Numbers below 1e-15 become 0.

Caught by: hidden/test_relu_forward.py::test_small_and_large_numbers
"""


def relu_forward(x):
    x = _real(x)
    return x * (x > 1e-15)
