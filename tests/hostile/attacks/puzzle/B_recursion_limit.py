"""Leaves the harness too little depth to do its work in, once the function has returned: it
says so or breaks, depending on the version of Python.

score: 2
tally: error, crashed
"""

import sys


def tally(x):
    for limit in range(5, 100):
        try:
            sys.setrecursionlimit(limit)
        except RecursionError:
            continue
        return [[[[[[[[[[[[1.0]]]]]]]]]]]]


def scale(x, factor):
    return x * factor
