"""Fills the disk and does not catch what it is told.

score: 2
tally: error
"""

import os


def tally(x):
    with open("/dev/shm/hoard", "wb") as file:
        os.posix_fallocate(file.fileno(), 0, 48 << 20)
    with open("/dev/shm/more", "wb") as file:
        os.posix_fallocate(file.fileno(), 0, 48 << 20)


def scale(x, factor):
    return x * factor
