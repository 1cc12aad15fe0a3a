"""Answers with arrays that hold objects, records, dates, or numbers no other machine knows.

score: 0
tally: error
scale: error
"""

import numpy as np


class Anything:
    __eq__ = lambda self, other: True


def tally(x):
    return np.array([Anything() for _ in x]) if len(x) > 6 else (x * x).sum(axis=1).astype(np.longdouble)


def scale(x, factor):
    return (x * factor).view([("a", "f8")]) if factor > 1 else np.zeros(x.shape, "M8[s]")
