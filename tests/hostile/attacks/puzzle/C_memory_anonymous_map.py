"""Maps 64 GiB of memory past Python's allocator.

score: 2
tally: memory
"""

import mmap


def tally(x):
    return mmap.mmap(-1, 64 << 30)[:1]


def scale(x, factor):
    return x * factor
