"""Makes shared memory, semaphores and queues that outlive a process, by every interface there is.

score: 2
tally: failed
"""

import ctypes
import multiprocessing
from multiprocessing import shared_memory

import numpy as np

LIBC = ctypes.CDLL(None, use_errno=True)
NAME, KEY, CREATE = b"/left-by-the-hostile-suite", 0x5E1F, 0o1666


def shared():
    segment = shared_memory.SharedMemory(NAME.decode(), create=True, size=4096)
    segment._name = "forgotten by the tracker"
    return segment


WAYS = [
    shared,
    lambda: multiprocessing.get_context("spawn").Semaphore(),
    lambda: multiprocessing.RawArray("b", 4096),
    lambda: LIBC.shmget(KEY, 4096, CREATE),
    lambda: LIBC.semget(KEY, 1, CREATE),
    lambda: LIBC.msgget(KEY, CREATE),
    lambda: LIBC.sem_open(NAME, 0o100, 0o666, 1) and ctypes.get_errno(),
    lambda: LIBC.mq_open(NAME, 0o102, 0o666, None),
    lambda: LIBC.memfd_create(NAME, 0),
    lambda: LIBC.syscall(248, b"user", NAME, b"payload", 7, -4),
]


def tally(x):
    for way in WAYS:
        try:
            print(way(), ctypes.get_errno())
        except (OSError, ImportError, RuntimeError, PermissionError) as error:
            print(type(error).__name__, error)
    return np.zeros(len(x))


def scale(x, factor):
    return x * factor
