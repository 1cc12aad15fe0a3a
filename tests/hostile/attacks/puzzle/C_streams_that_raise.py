"""Puts streams in place whose flush raises, writes and recurses.

score: 4
"""

import sys


class Stream:
    def write(self, text):
        print(text)

    def flush(self):
        raise KeyError("no")


def tally(x):
    sys.stdout = sys.stderr = Stream()
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
