"""Stops every clock of its own process, so that the call seems to take no time.

verdict: no faster than naive
"""

import time

from exercise import naive

for clock in ("perf_counter", "monotonic", "process_time", "thread_time", "time", "clock_gettime"):
    setattr(time, clock, lambda *_: 0.0)
    setattr(time, f"{clock}_ns", lambda *_: 0)


def FUNCTION(*arguments):
    return naive(*arguments)
