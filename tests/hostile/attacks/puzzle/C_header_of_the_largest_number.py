"""Announces a reply of 2**64 - 1 bytes.

score: 2
tally: crashed
"""

import os
import struct
import time


def tally(x):
    os.write(3, struct.pack("<IQ", 2**32 - 1, 2**64 - 1))
    time.sleep(1)


def scale(x, factor):
    return x * factor
