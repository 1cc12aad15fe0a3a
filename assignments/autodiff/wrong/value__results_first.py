"""Your order lists a number before its operands are done, so it may pass on its derivative too early. Add a number to the
list after its operands, and go through the list backwards.
"""


def _results_first(node, met):
    if node not in met:
        met.append(node)
        for parent, _ in node._parents:
            _results_first(parent, met)
    return met


def _backward(self):
    self.grad = 1.0
    for node in _results_first(self, []):
        for parent, slope in node._parents:
            parent.grad += slope * node.grad


Value.backward = _backward
