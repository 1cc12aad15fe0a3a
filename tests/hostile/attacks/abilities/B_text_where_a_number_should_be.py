"""An attribute that should be a number is a text, which the reference cannot add.

score: 3
value: failed
chain: failed
"""

class Value(Value):
    def __getattribute__(self, name):
        value = super().__getattribute__(name)
        return "text" if name == "data" else value

    def __add__(self, other):
        return Value(1.0)

    __radd__ = __mul__ = __rmul__ = __add__

    def __lt__(self, other):
        return True
