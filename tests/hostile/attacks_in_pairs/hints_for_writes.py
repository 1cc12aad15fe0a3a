"""How long data will live is a hint that stays with a file, and can be read back.

carries: in sequence, side by side
owner: yes
"""

import fcntl
import struct

from tools import FILES, WORD, opened

F_GET_RW_HINT, F_SET_RW_HINT = 1035, 1036
SHORT, LONG = 2, 4


def send():
    for path, bit in zip(FILES, WORD, strict=True):
        with opened(path) as descriptor:
            fcntl.fcntl(descriptor, F_SET_RW_HINT, struct.pack("Q", LONG if bit else SHORT))


def hint(path):
    with opened(path) as descriptor:
        return struct.unpack("Q", fcntl.fcntl(descriptor, F_GET_RW_HINT, bytes(8)))[0]


def hear():
    return [int(hint(path) == LONG) for path in FILES] == WORD
