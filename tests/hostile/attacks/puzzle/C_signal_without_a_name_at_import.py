"""Ends itself by a real-time signal while it is imported.

score: 4
score@2: 0
tally@2: crashed
scale@2: crashed
"""

import os

os.kill(os.getpid(), 40)


def tally(x):
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
