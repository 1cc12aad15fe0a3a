"""fcntl: read locks that belong to an open file.

carries: side by side
"""

import fcntl
import struct

from tools import FILES, WORD, kept, lock, opened

F_OFD_GETLK, F_OFD_SETLK = 36, 37


def send():
    for path, bit in zip(FILES, WORD, strict=True):
        if bit:
            fcntl.fcntl(kept(path), F_OFD_SETLK, lock(fcntl.F_RDLCK))


def locked(path):
    with opened(path) as descriptor:
        answer = fcntl.fcntl(descriptor, F_OFD_GETLK, lock(fcntl.F_WRLCK))
    return int(struct.unpack_from("h", answer)[0] != fcntl.F_UNLCK)


def hear():
    return [locked(path) for path in FILES] == WORD
