"""Sets and iterators nested deeper than values may be, and one that holds itself.

score: 3.5
words: error
"""

import itertools


class Whole(set):
    def __iter__(self):
        return itertools.repeat(self)


def vocabulary(sentences):
    value = frozenset()
    for _ in range(40):
        value = frozenset([value])
    return value


def windows(words, n):
    return Whole([1])


def applied(f, x):
    return (each for each in [iter([iter([iter([])])])])
