"""Text that reads as a number is accepted.

Caught by: hidden/test_dual.py::test_what_is_refused
"""


class Dual(Dual):
    def __init__(self, data, tangent=0.0):
        self.data = float(data) if isinstance(data, str) else _number(data)
        self.tangent = float(tangent) if isinstance(tangent, str) else _number(tangent)
