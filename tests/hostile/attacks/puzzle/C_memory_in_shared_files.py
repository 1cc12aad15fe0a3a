"""Fills the shared memory file system, then writes through a map of a file that finds no page there.

score: 2
tally: crashed
tally@2: error
"""

import mmap
import os


def tally(x):
    with open("/dev/shm/full", "wb") as full, open("/dev/shm/map", "w+b") as hole:
        hole.truncate(1 << 20)
        try:
            while True:
                os.posix_fallocate(full.fileno(), os.fstat(full.fileno()).st_size, 4 << 20)
        except OSError:
            mmap.mmap(hole.fileno(), 1 << 20)[:] = bytes(1 << 20)


def scale(x, factor):
    return x * factor
