"""The grad of intermediate results is set by each call, and only that of the inputs is added up.

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
            node.grad = derivative[node] + (0.0 if node._parents and node is not self else node.grad)
