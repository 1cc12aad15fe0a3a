"""A tangent below 1e-20 becomes 0 when the object is made.

Caught by: hidden/test_dual.py::test_large_and_small_numbers
"""


class Dual(Dual):
    def __init__(self, data, tangent=0.0):
        self.data = _number(data)
        tangent = _number(tangent)
        self.tangent = tangent if abs(tangent) >= 1e-20 else 0.0
