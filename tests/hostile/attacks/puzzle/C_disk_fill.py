"""Fills every writable place; more than 64 MiB in one of them would be too many.

score: 4, 3.333333, 2.666667, 2
tally: passed, timeout
"""

import os


def tally(x):
    for folder in ("/scratch", "/dev/shm", "/tmp", "/var/tmp", "/run", "/dev/null"):
        try:
            with open(f"{folder}/hoard", "wb") as file:
                for size in range(8 << 20, 80 << 20, 8 << 20):
                    os.posix_fallocate(file.fileno(), 0, size)
            return None
        except OSError:
            continue
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
