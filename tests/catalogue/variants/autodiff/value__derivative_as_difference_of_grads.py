"""The derivative of a call is the difference of grad after and before, which loses its digits beside a large grad.

Caught by: hidden/test_value.py::test_a_large_grad_of_an_earlier_call
"""


class Value(Value):
    def backward(self):
        order = _operands_first(self)
        before = {node: node.grad for node in order}
        self.grad += 1.0
        for node in reversed(order):
            derivative = node.grad - before[node]
            for parent, slope in node._parents:
                parent.grad += slope * derivative
