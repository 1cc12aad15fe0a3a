"""Puts its output in the place of its socket.

score: 2
tally: crashed
"""

import os
import time


def tally(x):
    os.dup2(1, 3)
    time.sleep(3600)


def scale(x, factor):
    return x * factor
