"""You take the next number from a stack, and do not wait for all steps that use it. A number may pass its derivative on
only when all its parts have arrived; sort the numbers first.
"""


def _backward(self):
    self.grad = 1.0
    waiting, met = [self], set()
    while waiting:
        node = waiting.pop()
        if node not in met:
            met.add(node)
            for parent, slope in node._parents:
                parent.grad += slope * node.grad
                waiting.append(parent)


Value.backward = _backward
