"""New processes by raw system calls: fork, vfork, clone with every flag.

score: 4
"""

import ctypes
import errno

libc = ctypes.CDLL(None, use_errno=True)


def refused(number, *arguments):
    """Whether the kernel says EPERM (numbers of x86-64)."""
    ctypes.set_errno(0)
    padded = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments] + [ctypes.c_long(0)] * 6
    return libc.syscall(ctypes.c_long(number), *padded[:6]) < 0 and ctypes.get_errno() == errno.EPERM


def tally(x):
    calls = [
        (57,),
        (58,),
        (56, 17),
        (56, 0x11 | 0x4000),
        (56, 0x11 | 0x10000000),
        (56, 0x11 | 0x20000000),
        (56, 0x8000 | 17),
        (59, b"/bin/true", 0, 0),
        (322, -100, b"/bin/true", 0, 0, 0),
    ]
    if not all(refused(*call) for call in calls):
        return None
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
