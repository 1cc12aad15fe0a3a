"""A number that an earlier call from another result has visited is not visited again.

Caught by: hidden/test_value.py::test_two_results_of_one_graph
"""


class Value(Value):
    def backward(self):
        order = [node for node in _operands_first(self) if getattr(node, "_result", self) is self]
        derivative = dict.fromkeys(order, 0.0)
        derivative[self] = 1.0
        for node in reversed(order):
            node._result = self
            for parent, slope in node._parents:
                if parent in derivative:
                    derivative[parent] += slope * derivative[node]
        for node in order:
            node.grad += derivative[node]
