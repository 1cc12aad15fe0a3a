"""Announces a reply and sends half of it.

score: 2
tally: timeout
"""

import os
import struct
import time


def tally(x):
    os.write(3, struct.pack("<IQ", 1000, 1000) + bytes(500))
    time.sleep(3600)


def scale(x, factor):
    return x * factor
