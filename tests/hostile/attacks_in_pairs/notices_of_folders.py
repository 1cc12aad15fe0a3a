"""A folder's notices arrive as signals when somebody reads a file in it.

carries: side by side
"""

import fcntl
import os
import signal

from tools import FILES, KEPT, kept, load

DN_ACCESS, DN_MULTISHOT = 1, 0x80000000
seen = []


def send():
    load(FILES[0])


def hear():
    if not KEPT:
        signal.signal(signal.SIGIO, lambda *_: seen.append(1))
        fcntl.fcntl(kept(os.path.dirname(FILES[0])), fcntl.F_NOTIFY, DN_ACCESS - DN_MULTISHOT)
    return bool(seen)
