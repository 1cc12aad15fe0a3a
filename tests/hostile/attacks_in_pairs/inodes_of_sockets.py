"""The kernel numbers the sockets of all processes from one counter.

carries: side by side
"""

import os
import socket

MANY = 24_000
BATCH = 1500  # a processor takes 1024 numbers at a time: who draws fewer sees only its own
first = []


def number():
    one, other = socket.socketpair()
    with one, other:
        return os.fstat(one.fileno()).st_ino


def send():
    for _ in range(MANY // 2):
        number()


def hear():
    now = max(number() for _ in range(BATCH))
    first.append(now)
    return now - first[0] > MANY // 2
