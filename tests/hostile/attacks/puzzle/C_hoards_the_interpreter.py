"""A thread takes the interpreter's lock and never hands it back.

score: 2
tally: timeout
"""

import sys
import threading
import time


def spin():
    while True:
        pass


def tally(x):
    sys.setswitchinterval(3600)
    threading.Thread(target=spin, daemon=True).start()
    time.sleep(0.01)


def scale(x, factor):
    return x * factor
