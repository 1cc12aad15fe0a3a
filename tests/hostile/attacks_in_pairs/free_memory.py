"""sysinfo tells how much memory of the machine is free.

carries: side by side
kernel: decides
"""

import ctypes

from tools import KEPT, kernel

BYTES = 96 << 20
first = []


def send():
    KEPT.append(b"x" * BYTES)


def hear():
    told = (ctypes.c_uint64 * 14)()
    kernel(99, told)
    first.append(told[5])
    return first[0] - told[5] > BYTES // 2
