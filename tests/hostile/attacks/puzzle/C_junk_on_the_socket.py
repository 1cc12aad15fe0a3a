"""Writes junk where the grader expects a frame.

score: 2
tally: crashed
"""

import os
import time


def tally(x):
    os.write(3, bytes(range(256)) * 100)
    time.sleep(1)


def scale(x, factor):
    return x * factor
