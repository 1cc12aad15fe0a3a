"""Subclasses of list that never end when they are read.

score: 2
tally: timeout
"""


class Endless(list):
    def __iter__(self):
        while True:
            pass


def tally(x):
    return Endless()


def scale(x, factor):
    return x * factor
