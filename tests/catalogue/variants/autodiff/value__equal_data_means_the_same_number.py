"""Two numbers with equal data are one and the same key, so that their parts are mixed up."""


class Value(Value):
    def __eq__(self, other):
        return isinstance(other, Value) and self.data == other.data

    def __hash__(self):
        return hash(self.data)
