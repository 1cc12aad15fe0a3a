"""Lets a watchdog of the standard library end the process from a thread of C.

score: 2
tally: crashed
"""

import faulthandler
import time


def tally(x):
    faulthandler.dump_traceback_later(0.01, exit=True)
    time.sleep(0.1)


def scale(x, factor):
    return x * factor
