"""Sends a reply a byte at a time, so that there is always something to wait for.

score: 2
tally: timeout
"""

import os
import struct
import time


def tally(x):
    os.write(3, struct.pack("<IQ", 1 << 20, 1 << 20))
    while True:
        os.write(3, b"x")
        time.sleep(0.005)


def scale(x, factor):
    return x * factor
