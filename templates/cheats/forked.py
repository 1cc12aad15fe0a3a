"""Forks a second process to use the other core, and takes the answer from shared memory.

verdict: no faster than naive
"""

import mmap
import os

import numpy as np
from exercise import kind_of, naive, shape_of


def FUNCTION(*arguments):
    kind, shape = kind_of(*arguments), shape_of(*arguments)
    held = mmap.mmap(-1, max(1, int(np.prod(shape)) * kind.itemsize))
    try:
        child = os.fork()
    except OSError:
        return naive(*arguments)
    if child == 0:
        held.write(naive(*arguments).tobytes())
        os._exit(0)
    os.waitpid(child, 0)
    return np.frombuffer(held, kind, int(np.prod(shape))).reshape(shape).copy()
