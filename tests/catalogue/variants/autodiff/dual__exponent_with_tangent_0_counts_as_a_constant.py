"""An exponent of the class whose tangent is 0 is taken as a plain number, also with a negative base.

Caught by: hidden/test_dual.py::test_what_is_refused
"""


class Dual(Dual):
    def __pow__(self, other):
        if isinstance(other, Dual) and other.tangent == 0 and other.data.is_integer():
            other = other.data
        power, by_base, by_exponent = _power(self.data, other)
        change = by_exponent * other.tangent if isinstance(other, Dual) else 0.0
        return Dual(power, by_base * self.tangent + change)
