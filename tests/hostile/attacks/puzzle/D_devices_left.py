"""Writes to the random devices and asks every device it may open for more than reading.

score: 4
"""

import fcntl
import os


def tally(x):
    for path in ("/dev/random", "/dev/urandom"):
        try:
            os.close(os.open(path, os.O_WRONLY))
            return None
        except OSError:
            continue
    for path in ("/dev/null", "/dev/zero", "/dev/urandom"):
        with open(path, "rb", buffering=0) as device:
            for request in (0x5207, 0x40045201, 0x5412, 0x5204):
                try:
                    fcntl.ioctl(device, request, bytes(64))
                    return None
                except OSError:
                    continue
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
