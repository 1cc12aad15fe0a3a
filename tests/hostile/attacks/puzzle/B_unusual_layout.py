"""Gives right answers in memory laid out oddly: backwards, in other byte order, strided, read-only. They count.

score: 4
"""

import numpy as np


def tally(x):
    answer = np.empty(2 * len(x))[::-2]
    answer[...] = (x * x).sum(axis=1)
    return answer if len(x) % 2 else answer.astype(">f8")


def scale(x, factor):
    answer = np.asfortranarray(np.asmatrix(x * factor))
    answer.setflags(write=False)
    return answer
