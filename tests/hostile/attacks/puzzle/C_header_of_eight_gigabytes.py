"""Announces a reply of 8 GB.

score: 2
tally: crashed
"""

import os
import struct
import time


def tally(x):
    os.write(3, struct.pack("<IQ", 16, 8 << 30))
    time.sleep(1)


def scale(x, factor):
    return x * factor
