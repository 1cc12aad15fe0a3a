"""Ends itself by a real-time signal, which has a number and no name.

score: 4
score@2: 2
tally@2: crashed
"""

import os


def tally(x):
    os.kill(os.getpid(), 40)
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
