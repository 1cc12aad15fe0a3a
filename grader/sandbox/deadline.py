"""The clocks of one call, read from outside the worker."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import NamedTuple

_SHORTEST_LOOK_S = 0.002
_SHORTEST_IDLE_S = 0.05
"""Less is what messages take to arrive; it is not worth a look at the kernel's counts."""


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


class Usage(NamedTuple):
    """Time of a worker, in seconds."""

    cpu_s: float = 0.0
    idle_s: float = 0.0
    """The grader waited, and the worker neither ran nor waited for a processor."""

    def __add__(self, other: object) -> Usage:
        assert isinstance(other, Usage)
        return Usage(self.cpu_s + other.cpu_s, self.idle_s + other.idle_s)


def cpu_clock(pid: int) -> float:
    """CPU seconds of another process: its clock needs no permission and no /proc."""
    if sys.platform != "linux":
        return 0.0
    try:
        return time.clock_gettime(((~pid) << 3) | 2)
    except OSError:  # ended meanwhile; how is found out by whoever waits for it
        return 0.0


def idle_s(pid: int, unexplained_s: float) -> float:
    """Of the time that a process was waited for and did not run, what it did not spend waiting for a processor.

    Parameters
    ----------
    pid : int
    unexplained_s : float
        Seconds that it was waited for, less those that it ran.

    Returns
    -------
    float
        Seconds. Where the kernel does not say how long threads stood in line, a third of the time.
    """
    if unexplained_s < _SHORTEST_IDLE_S:
        return 0.0
    try:
        fields = [stat.read_text().split() for stat in Path(f"/proc/{pid}/task").glob("*/schedstat")]
        # Threads stand in line side by side: the longest wait is that of the process.
        queued_s = max((int(field[1]) for field in fields), default=0) / 1e9
    except (OSError, IndexError, ValueError):
        return unexplained_s / 3
    return max(0.0, unexplained_s - queued_s) if fields else unexplained_s / 3
