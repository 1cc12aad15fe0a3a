"""madvise throws pages of a mapped file out, for its owner; a read that does not wait tells.

carries: in sequence, side by side
kernel: decides
owner: yes
"""

import ctypes
import os

from tools import FILES, LIBC, PAGE, WORD, mapped, opened

MADV_PAGEOUT, RWF_NOWAIT = 21, 8


def send():
    for path, bit in zip(FILES, WORD, strict=True):
        with opened(path) as descriptor:
            address = mapped(descriptor)
            ctypes.string_at(address, 1)
            if not bit and LIBC.madvise(ctypes.c_void_p(address), ctypes.c_size_t(PAGE), MADV_PAGEOUT):
                raise OSError(ctypes.get_errno(), "madvise")


def cached(path):
    with opened(path) as descriptor:
        try:
            return os.preadv(descriptor, [bytearray(1)], 0, RWF_NOWAIT)
        except BlockingIOError:
            return 0


def hear():
    return [cached(path) for path in FILES] == WORD
