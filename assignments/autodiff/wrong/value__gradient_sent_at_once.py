"""You send the whole grad of a number to its operands each time a part arrives. What was sent before is sent again;
look at how often backward passes through a number that is used twice.
"""


def _backward(self):
    limit = 0
    waiting = [self]
    self.grad += 1.0
    while waiting and limit < 20_000:
        node = waiting.pop()
        limit += 1
        for parent, slope in node._parents:
            parent.grad += slope * node.grad
            waiting.append(parent)


Value.backward = _backward
