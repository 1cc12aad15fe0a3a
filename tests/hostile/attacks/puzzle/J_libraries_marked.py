"""Leaves marks on files of a library: hints for writes, extents forgotten, pages thrown out or gathered.

score: 4
"""

import ctypes
import fcntl
import mmap
import os
import struct

import numpy as np

F_SET_RW_HINT, EXT4_CLEAR_EXTENTS, FIEMAP = 1036, 0x6628, 0xC020660B
MADV_COLD, MADV_PAGEOUT, MADV_COLLAPSE = 20, 21, 25


def tally(x):
    libc = ctypes.CDLL(None)
    libc.mmap.restype = ctypes.c_void_p
    descriptor = os.open(np.__file__, os.O_RDONLY)
    for mark in (
        lambda: fcntl.fcntl(descriptor, F_SET_RW_HINT, struct.pack("Q", 2)),
        lambda: fcntl.ioctl(descriptor, EXT4_CLEAR_EXTENTS),
        lambda: fcntl.ioctl(descriptor, FIEMAP, struct.pack("QQIIII", 0, 1 << 30, 0, 0, 0, 0)),
        lambda: os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED),
    ):
        try:
            mark()
            return None
        except OSError:
            continue
    address = ctypes.c_void_p(libc.mmap(None, mmap.PAGESIZE, mmap.PROT_READ, mmap.MAP_SHARED, descriptor, 0))
    for advice in (MADV_COLD, MADV_PAGEOUT, MADV_COLLAPSE):
        if libc.madvise(address, ctypes.c_size_t(mmap.PAGESIZE), advice) != -1:
            return None
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
