"""fcntl: a read lock, which a descriptor for reading may have, is told to whoever asks for the other kind.

carries: side by side
"""

import fcntl
import struct

from tools import FILES, WORD, kept, lock, opened


def send():
    for path, bit in zip(FILES, WORD, strict=True):
        if bit:
            fcntl.fcntl(kept(path), fcntl.F_SETLK, lock(fcntl.F_RDLCK))


def locked(path):
    with opened(path) as descriptor:
        answer = fcntl.fcntl(descriptor, fcntl.F_GETLK, lock(fcntl.F_WRLCK))
    return int(struct.unpack_from("h", answer)[0] != fcntl.F_UNLCK)


def hear():
    return [locked(path) for path in FILES] == WORD
