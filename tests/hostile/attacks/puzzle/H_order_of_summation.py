"""Adds in another order every time; the last digits differ, the points do not.

score: 4
"""

import random
import time

import numpy as np

random.seed(time.time_ns())


def tally(x):
    columns = list(range(x.shape[1]))
    random.shuffle(columns)
    total = np.zeros(len(x))
    for column in columns:
        total += x[:, column] ** 2
    return total


def scale(x, factor):
    return x * (factor / 3) * 3
