"""Fills the memory to its last bytes, so that not even the error can be told.

score: 2
tally: memory
"""


def tally(x):
    hoard = []
    size = 1 << 24
    while size > 32:
        try:
            hoard.append(bytes(size))
        except MemoryError:
            size //= 2
    while True:
        hoard.append((x, [x]))


def scale(x, factor):
    return x * factor
