"""A write lease is granted to the owner of a file only while nobody else has it open.

carries: side by side
owner: yes
"""

import fcntl

from tools import FILES, WORD, kept, opened


def send():
    for path, bit in zip(FILES, WORD, strict=True):
        if bit:
            kept(path)


def in_use(path):
    with opened(path) as descriptor:
        try:
            fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_WRLCK)
        except BlockingIOError:
            return 1
    return 0


def hear():
    return [in_use(path) for path in FILES] == WORD
