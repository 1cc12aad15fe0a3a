"""Writes gigabytes that never end in a newline, past Python's buffers.

score: 2
tally: crashed
"""

import os

BLOCK = b"x" * 65536


def tally(x):
    while True:
        os.write(2, BLOCK)


def scale(x, factor):
    return x * factor
