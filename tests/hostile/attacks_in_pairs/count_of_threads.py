"""sysinfo tells how many threads the whole machine runs.

carries: side by side
"""

import ctypes
import threading

from tools import KEPT, kernel

MANY = 40
first = []


def send():
    KEPT.append(threading.Event())
    threading.stack_size(1 << 16)
    for _ in range(MANY):
        threading.Thread(target=KEPT[0].wait, daemon=True).start()


def hear():
    told = (ctypes.c_uint16 * 64)()
    kernel(99, told)
    first.append(told[40])
    return told[40] - first[0] > MANY * 3 // 4
