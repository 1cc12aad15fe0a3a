"""Waits on a page of a library, where any other worker counts who waits.

carries: side by side
"""

import ctypes
import threading
import time

from tools import FILES, attempt, kept, kernel, mapped

FUTEX_WAIT, FUTEX_REQUEUE = 0, 3
COUNT = 5


def send():
    address = mapped(kept(FILES[0]))
    word = ctypes.c_uint32.from_address(address).value

    def wait():
        kernel(202, address, FUTEX_WAIT, word)

    for _ in range(COUNT):
        threading.Thread(target=attempt, args=(wait,), daemon=True).start()
    time.sleep(0.05)


def hear():
    address = mapped(kept(FILES[0]))
    return kernel(202, address, FUTEX_REQUEUE, 0, COUNT, mapped(kept(FILES[1])), 0) == COUNT
