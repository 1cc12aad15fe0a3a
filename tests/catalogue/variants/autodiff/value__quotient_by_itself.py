"""The operands of a quotient are the keys of a dict, so that x / x passes on one part of two.

Caught by: hidden/test_value.py::test_an_input_that_is_used_twice
"""


class Value(Value):
    def __truediv__(self, other):
        other = _value(other)
        quotient = self.data / other.data
        slopes = {self: 1.0 / other.data, other: -quotient / other.data}
        return _node(quotient, *slopes.items())
