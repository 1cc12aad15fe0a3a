"""Inputs below 1e-15 let nothing pass.

Caught by: hidden/test_relu_backward.py::test_very_small_and_very_large_inputs
"""


def relu_backward(dout, x):
    return _real(dout) * (_real(x) > 1e-15)
