"""Stays below the limit of each call and computes until the budget of all is spent.

score: 4
"""

import time


def tally(x):
    end = time.process_time() + 0.1
    while time.process_time() < end:
        pass
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
