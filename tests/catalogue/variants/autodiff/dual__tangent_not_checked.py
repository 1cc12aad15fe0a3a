"""The tangent is not checked: None and lists raise a TypeError.

Caught by: hidden/test_dual.py::test_what_is_refused
"""


class Dual(Dual):
    def __init__(self, data, tangent=0.0):
        self.data = _number(data)
        self.tangent = float(tangent)
