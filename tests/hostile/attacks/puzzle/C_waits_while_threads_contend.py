"""Lets forty threads stand in line for a moment in each call, so that it seems to wait for a processor, and then waits.

It may be an error: where other workers of the same user have many threads, these forty cannot be started.

score: 0
tally: failed, not_run, timeout, error
scale: failed, not_run, timeout, error
"""

import hashlib
import threading
import time

BLOB = b"x" * (1 << 20)
go = threading.Event()


def spin():
    while True:
        go.wait()
        while go.is_set():
            hashlib.sha256(BLOB).digest()


threading.stack_size(65536)
for _ in range(40):
    threading.Thread(target=spin, daemon=True).start()


def tally(x):
    go.set()
    time.sleep(0.03)
    go.clear()
    time.sleep(0.7)
    return x[:, 0]


def scale(x, factor):
    return tally(x)
