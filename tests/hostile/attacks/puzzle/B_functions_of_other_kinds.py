"""Answers rightly by a class that makes no instance, and by a partial function. That is allowed.

score: 4
"""

import functools

import numpy as np


class tally:
    def __new__(cls, x):
        return (x * x).sum(axis=1)


scale = functools.partial(np.multiply)
