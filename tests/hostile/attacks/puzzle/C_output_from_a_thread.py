"""Answers rightly while a thread floods the output.

score: 2
tally: crashed
"""

import os
import threading
import time


def flood():
    while True:
        os.write(1, bytes(65536))


def tally(x):
    threading.Thread(target=flood, daemon=True).start()
    time.sleep(0.05)
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
