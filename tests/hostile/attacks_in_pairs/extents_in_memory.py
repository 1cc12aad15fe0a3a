"""ext4 says of a file which of its extents it has looked up before; its owner may have that forgotten.

carries: in sequence, side by side
owner: yes
file system: ext4
"""

import fcntl
import struct

from tools import FILES, WORD, evict, load, opened

CLEAR, GET, ROOM = 0x6628, 0xC020662A, 4


def send():
    for path, bit in zip(FILES, WORD, strict=True):
        evict(path)
        with opened(path) as descriptor:
            fcntl.ioctl(descriptor, CLEAR)
        if bit:
            load(path)


def known(path):
    asked = struct.pack("QQIIII", 0, 1 << 40, 0, 0, ROOM, 0) + bytes(56 * ROOM)
    with opened(path) as descriptor:
        return int(struct.unpack_from("QQIIII", fcntl.ioctl(descriptor, GET, asked))[3] > 0)


def hear():
    return [known(path) for path in FILES] == WORD
