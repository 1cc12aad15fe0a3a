"""A thread that ends wakes who waits on an address of its choice: here a page of a library.

carries: side by side
"""

import ctypes
import threading
import time

from tools import FILES, attempt, kept, kernel, mapped

FUTEX_WAIT_BITSET, ANY = 9, 0xFFFFFFFF
woken = []


def send():
    def end():
        kernel(218, mapped(kept(FILES[0])))  # set_tid_address

    thread = threading.Thread(target=end)
    thread.start()
    thread.join()
    time.sleep(0.05)


def wait():
    address = mapped(kept(FILES[0]))
    word = ctypes.c_uint32.from_address(address).value
    kernel(202, address, FUTEX_WAIT_BITSET, word, 0, 0, ANY)
    woken.append(1)


def hear():
    if not woken:
        threading.Thread(target=attempt, args=(wait,), daemon=True).start()
        time.sleep(0.05)
    return bool(woken)
