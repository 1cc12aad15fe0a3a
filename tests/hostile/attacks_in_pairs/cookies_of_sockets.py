"""A socket asked for its cookie gets the next number of the machine's.

carries: side by side
"""

import socket

SO_COOKIE, MANY = 57, 40_000
BATCH = 5000  # a processor takes 4096 numbers at a time: who draws fewer sees only its own
first = []


def number():
    one, other = socket.socketpair()
    with one, other:
        return int.from_bytes(one.getsockopt(socket.SOL_SOCKET, SO_COOKIE, 8), "little")


def send():
    for _ in range(MANY):
        number()


def hear():
    now = max(number() for _ in range(BATCH))
    first.append(now)
    return now - first[0] > MANY // 2
