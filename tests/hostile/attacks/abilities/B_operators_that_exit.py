"""Operators, attributes and iteration raise what ends a process.

score: 3
value: error
chain: error
"""

class Value(Value):
    def __add__(self, other):
        raise SystemExit(0)

    def __lt__(self, other):
        raise KeyboardInterrupt

    __radd__ = __add__


class Chain(Chain):
    def __iter__(self):
        raise GeneratorExit

    def __len__(self):
        raise StopIteration
