"""Makes its pipe as small as it gets, and fills it without ever waiting.

score: 4
"""

import contextlib
import fcntl
import os

F_SETPIPE_SZ = 1031
sent = [0]


def tally(x):
    with contextlib.suppress(OSError):
        fcntl.fcntl(1, F_SETPIPE_SZ, 4096)
    os.set_blocking(1, False)
    try:
        while sent[0] < 900_000:
            sent[0] += os.write(1, b"x" * 4096)
    except BlockingIOError:
        pass
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
