"""Waits on a lock, on a condition and for a thread that sleeps, below the limit of one call each time.

score: 0
tally: failed, not_run
scale: failed, not_run
"""

import threading
import time


def tally(x):
    threading.Lock().acquire(timeout=1)
    lock = threading.Lock()
    lock.acquire()
    lock.acquire(timeout=0.8)
    return x[:, 0]


def scale(x, factor):
    thread = threading.Thread(target=time.sleep, args=(0.8,))
    thread.start()
    thread.join()
    return x
