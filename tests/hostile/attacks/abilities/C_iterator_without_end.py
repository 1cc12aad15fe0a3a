"""Iterators that never end, inside an object and as a result.

score: 3
chain: error, failed
words: error
"""

import itertools


class Chain(Chain):
    def __iter__(self):
        return itertools.repeat(Value(1.0))


def windows(words, n):
    return itertools.cycle([("Deep", "learning")])
