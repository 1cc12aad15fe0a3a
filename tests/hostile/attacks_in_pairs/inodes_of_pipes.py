"""The kernel numbers the pipes of all processes from one counter.

carries: side by side
"""

import os

MANY = 8000
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
    now = max(number() for _ in range(4))
    first.append(now)
    return now - first[0] > MANY // 4
