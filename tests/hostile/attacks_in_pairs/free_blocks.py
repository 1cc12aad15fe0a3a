"""statvfs tells how many blocks of a disk are free.

carries: side by side
"""

import os
import tempfile

from tools import KEPT

BYTES = 32 << 20
first = []


def send():
    KEPT.append(tempfile.TemporaryFile())
    KEPT[-1].write(bytes(BYTES))
    KEPT[-1].flush()
    os.fsync(KEPT[-1].fileno())


def hear():
    told = os.statvfs(tempfile.gettempdir())
    first.append(told.f_bfree * told.f_frsize)
    return first[0] - first[-1] > BYTES // 2
