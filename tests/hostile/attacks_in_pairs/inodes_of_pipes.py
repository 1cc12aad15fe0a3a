"""The kernel numbers the pipes of all processes from one counter.

carries: side by side
"""

import os

MANY = 24_000
BATCH = 1500  # a processor takes 1024 numbers at a time: who draws fewer sees only its own
first = []


def number():
    ends = os.pipe()
    try:
        return os.fstat(ends[0]).st_ino
    finally:
        for end in ends:
            os.close(end)


def send():
    for _ in range(MANY):
        number()


def hear():
    now = max(number() for _ in range(BATCH))
    first.append(now)
    return now - first[0] > MANY // 2
