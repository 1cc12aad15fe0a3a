"""Your second call of backward passes on what the first one left in grad. Each call has derivatives of its own, which
are added to grad at the end; look at what your loop multiplies by.
"""


def _backward(self):
    self.grad = 1.0
    for node in reversed(_operands_first(self)):
        for parent, slope in node._parents:
            parent.grad += slope * node.grad


Value.backward = _backward
