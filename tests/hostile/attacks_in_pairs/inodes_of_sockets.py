"""The kernel numbers the sockets of all processes from one counter.

carries: side by side
"""

import os
import socket

MANY = 8000
first = []


def number():
    one, other = socket.socketpair()
    with one, other:
        return os.fstat(one.fileno()).st_ino


def send():
    for _ in range(MANY // 2):
        number()


def hear():
    now = max(number() for _ in range(4))
    first.append(now)
    return now - first[0] > MANY // 4
