"""A base of 0 with an exponent of the class gives 0 and raises nothing.

Caught by: hidden/test_dual.py::test_what_is_refused
"""


class Dual(Dual):
    def __pow__(self, other):
        if isinstance(other, Dual) and self.data == 0 and other.data > 0:
            return Dual(0.0)
        power, by_base, by_exponent = _power(self.data, other)
        change = by_exponent * other.tangent if isinstance(other, Dual) else 0.0
        return Dual(power, by_base * self.tangent + change)
