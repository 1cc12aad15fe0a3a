"""The clocks of one call, read from outside the worker."""

from __future__ import annotations

import sys
import time

_SHORTEST_LOOK_S = 0.002


class Deadline:
    """Wall and CPU time that one call may take.

    Parameters
    ----------
    pid : int
        The worker.
    timeout_s : float
        CPU seconds; three times as many on the wall.
    """

    def __init__(self, pid: int, timeout_s: float) -> None:
        self._pid = pid
        self._timeout_s = timeout_s
        self._wall_end = time.monotonic() + 3 * timeout_s
        self._cpu_start = cpu_clock(pid)
        self.cpu_passed = False
        self.idle = True

    def next_look_s(self) -> float:
        """Threads may burn CPU faster than the wall clock runs, so look before the time could be up."""
        cpu_left = self._timeout_s - (cpu_clock(self._pid) - self._cpu_start)
        wall_left = self._wall_end - time.monotonic()
        return max(_SHORTEST_LOOK_S, min(cpu_left / 2, wall_left))

    def passed(self) -> bool:
        used = cpu_clock(self._pid) - self._cpu_start
        self.cpu_passed = used >= self._timeout_s
        self.idle = used < self._timeout_s / 4
        return self.cpu_passed or time.monotonic() >= self._wall_end


def cpu_clock(pid: int) -> float:
    """CPU seconds of another process: its clock needs no permission and no /proc."""
    if sys.platform != "linux":
        return 0.0
    try:
        return time.clock_gettime(((~pid) << 3) | 2)
    except OSError:  # ended meanwhile; how is found out by whoever waits for it
        return 0.0
