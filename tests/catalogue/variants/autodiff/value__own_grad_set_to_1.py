"""The grad of the result is set to 1 and not increased by 1.

Caught by: hidden/test_value.py::test_intermediate_results_get_their_derivative_too
"""


class Value(Value):
    def backward(self):
        order = _operands_first(self)
        derivative = dict.fromkeys(order, 0.0)
        derivative[self] = 1.0
        for node in reversed(order):
            for parent, slope in node._parents:
                derivative[parent] += slope * derivative[node]
        for node in order:
            node.grad += derivative[node]
        self.grad = 1.0
