"""Derivatives below 1e-20 are not passed on, also where a large slope follows.

Caught by: hidden/test_value.py::test_large_and_small_numbers
"""


class Value(Value):
    def backward(self):
        order = _operands_first(self)
        derivative = dict.fromkeys(order, 0.0)
        derivative[self] = 1.0
        for node in reversed(order):
            if abs(derivative[node]) < 1e-20:
                continue
            for parent, slope in node._parents:
                derivative[parent] += slope * derivative[node]
        for node in order:
            node.grad += derivative[node]
