"""Numbers that know their derivative, and a list of functions that is itself a function."""


class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self._parents = data, 0.0, parents

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, ((self, other.data), (other, self.data)))

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return self * -1.0

    def __lt__(self, other):
        return self.data < other.data

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
                parent.grad += slope * node.grad


class Chain:
    def __init__(self, factors):
        self.factors = [Value(f) for f in factors]

    def __len__(self):
        return len(self.factors)

    def __getitem__(self, place):
        return self.factors[place]

    def __iter__(self):
        return iter(self.factors)

    def __call__(self, x):
        for factor in self.factors:
            x = x * factor
        return x

    @property
    def last(self):
        return self.factors[-1]
