"""Lets a daemon thread loop and only waits for it.

score: 2
tally: timeout
"""

import threading


def spin():
    while True:
        pass


def tally(x):
    worker = threading.Thread(target=spin, daemon=True)
    worker.start()
    worker.join()


def scale(x, factor):
    return x * factor
