"""Two numbers with equal data are one and the same key, so that their parts are mixed up.

Caught by: hidden/test_value.py::test_an_input_that_is_used_twice
"""


class Value(Value):
    def __eq__(self, other):
        return isinstance(other, Value) and self.data == other.data

    def __hash__(self):
        return hash(self.data)
