"""A dict whose items never come.

score: 2
tally: timeout
"""


class Endless(dict):
    def items(self):
        while True:
            pass


def tally(x):
    return Endless()


def scale(x, factor):
    return x * factor
