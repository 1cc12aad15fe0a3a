"""An object that stands in for a number hears what the reference does with it.

score: 3
value: failed
chain: failed
"""

heard = []


class Number(float):
    pass


class Ear:
    def __getattr__(self, name):
        heard.append(name)
        raise AttributeError(name)

    def __radd__(self, other):
        heard.append(other)
        return 1.0

    __add__ = __mul__ = __rmul__ = __radd__


class Value(Value):
    data = property(lambda self: Ear(), lambda self, value: None)

    def __add__(self, other):
        if heard:
            raise ValueError("heard")
        return self

    __radd__ = __mul__ = __rmul__ = __add__
