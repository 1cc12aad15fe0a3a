"""Eight threads that leave the interpreter's lock alone, so that processor time runs faster than the clock.

score: 2
tally: timeout
"""

import hashlib
import threading
import time

BLOCK = bytes(1 << 20)


def spin():
    while True:
        hashlib.sha256(BLOCK)


def tally(x):
    for _ in range(8):
        threading.Thread(target=spin, daemon=True).start()
    time.sleep(3600)


def scale(x, factor):
    return x * factor
