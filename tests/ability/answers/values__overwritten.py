"""The derivative is replaced where it should be added to.

fails: test_shared_nodes_accumulate
"""


def backward(self):
    order, seen = [], set()

    def visit(node):
        if id(node) not in seen:
            seen.add(id(node))
            for parent, _ in node._parents:
                visit(parent)
            order.append(node)

    visit(self)
    self.grad = 1.0
    for node in reversed(order):
        for parent, slope in node._parents:
            parent.grad = slope * node.grad


Value.backward = backward
