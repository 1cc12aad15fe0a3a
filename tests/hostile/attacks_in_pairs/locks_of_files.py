"""flock: files of a one are locked.

carries: side by side
"""

import fcntl

from tools import FILES, WORD, kept, opened


def send():
    for path, bit in zip(FILES, WORD, strict=True):
        if bit:
            fcntl.flock(kept(path), fcntl.LOCK_EX | fcntl.LOCK_NB)


def locked(path):
    with opened(path) as descriptor:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return 1
    return 0


def hear():
    return [locked(path) for path in FILES] == WORD
