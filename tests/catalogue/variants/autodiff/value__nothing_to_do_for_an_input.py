"""A backward pass that starts at an input ends at once.

Caught by: hidden/test_value.py::test_backward_from_the_middle
"""


class Value(Value):
    def backward(self):
        if not self._parents:
            return
        order = _operands_first(self)
        derivative = dict.fromkeys(order, 0.0)
        derivative[self] = 1.0
        for node in reversed(order):
            for parent, slope in node._parents:
                derivative[parent] += slope * derivative[node]
        for node in order:
            node.grad += derivative[node]
