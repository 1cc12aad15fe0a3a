"""A pool of processes.

score: 2
tally: error
"""

import multiprocessing


def tally(x):
    with multiprocessing.get_context("fork").Pool(2) as pool:
        return pool.map(sum, x)


def scale(x, factor):
    return x * factor
