"""Waits for a lock that it holds itself.

score: 2
tally: timeout
"""

import threading

lock = threading.Lock()


def tally(x):
    lock.acquire()
    lock.acquire()


def scale(x, factor):
    return x * factor
