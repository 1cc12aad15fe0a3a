"""Asks malloc for 64 GiB and writes there.

score: 2
tally: crashed
"""

import ctypes

libc = ctypes.CDLL(None)


def tally(x):
    libc.malloc.restype = ctypes.c_void_p
    ctypes.memset(libc.malloc(ctypes.c_size_t(64 << 30)), 1, 64)


def scale(x, factor):
    return x * factor
