"""Closes its socket and lives on.

score: 2
tally: crashed
"""

import os
import time


def tally(x):
    os.close(3)
    time.sleep(3600)


def scale(x, factor):
    return x * factor
