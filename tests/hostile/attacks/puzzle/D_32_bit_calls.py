"""A system call of 32-bit code, whose numbers mean something else.

score: 2
tally: crashed
"""

import ctypes
import mmap


def tally(x):
    code = mmap.mmap(-1, 4096, prot=7)
    code.write(bytes.fromhex("b802000000cd80c3"))
    address = ctypes.addressof(ctypes.c_char.from_buffer(code))
    return ctypes.CFUNCTYPE(ctypes.c_int)(address)()


def scale(x, factor):
    return x * factor
