"""Sleeps for ever and uses no processor.

score: 2
tally: timeout
"""

import time


def tally(x):
    while True:
        time.sleep(3600)


def scale(x, factor):
    return x * factor
