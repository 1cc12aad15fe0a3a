"""Stops every clock that Python has, and computes for too long.

score: 2
tally: timeout
"""

import time


def tally(x):
    for name in (
        "time",
        "perf_counter",
        "monotonic",
        "process_time",
        "thread_time",
        "time_ns",
        "clock_gettime",
    ):
        setattr(time, name, lambda *_: 0)
    while time.time() == 0:
        pass


def scale(x, factor):
    return x * factor
