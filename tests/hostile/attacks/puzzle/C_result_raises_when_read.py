"""A result that raises SystemExit while it is packed.

score: 2
tally: error
"""


class Bomb(dict):
    def items(self):
        raise SystemExit(0)


def tally(x):
    return Bomb()


def scale(x, factor):
    return x * factor
