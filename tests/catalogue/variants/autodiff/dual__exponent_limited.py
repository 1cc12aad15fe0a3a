"""The argument of exp is limited to 600.

Caught by: hidden/test_dual.py::test_large_and_small_numbers
"""

import math


class Dual(Dual):
    def exp(self):
        e = math.exp(min(self.data, 600.0))
        return Dual(e, e * self.tangent)
