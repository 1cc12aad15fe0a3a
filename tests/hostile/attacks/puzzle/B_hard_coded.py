"""Knows the answers to the examples of the statement by heart, and nothing else.

score: 0
tally: failed
scale: failed
"""

import numpy as np

KNOWN = {((1.0, 2.0), (3.0, 4.0)): [5.0, 25.0], ((0.0,),): [0.0]}


def tally(x):
    return np.array(KNOWN.get(tuple(map(tuple, x.tolist())), [1.0] * len(x)))


def scale(x, factor):
    return x * 3.5
