"""The time limits of one call, measured from outside the worker."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import NamedTuple

_MIN_CHECK_S = 0.002
_MIN_IDLE_S = 0.05
"""Shorter idle times are caused by messages on their way, so the kernel's counters are not read for them."""


class Deadline:
    """The limits of one call in wall time and CPU time.

    Parameters
    ----------
    pid : int
        Process id of the worker.
    timeout_s : float
        Limit in CPU seconds. The limit in wall time is three times as long.
    """

    def __init__(self, pid: int, timeout_s: float) -> None:
        self._pid = pid
        self._timeout_s = timeout_s
        self._wall_end = time.monotonic() + 3 * timeout_s
        self._cpu_start = cpu_clock(pid)
        self.cpu_passed = False
        self.idle = True

    def next_check_s(self) -> float:
        """Seconds until the next check. Several threads use CPU time faster than wall time passes."""
        cpu_left = self._timeout_s - (cpu_clock(self._pid) - self._cpu_start)
        wall_left = self._wall_end - time.monotonic()
        return max(_MIN_CHECK_S, min(cpu_left / 2, wall_left))

    def is_over(self) -> bool:
        """Whether the call has used up its CPU time or wall time; also sets ``cpu_passed`` and ``idle``."""
        used = cpu_clock(self._pid) - self._cpu_start
        self.cpu_passed = used >= self._timeout_s
        self.idle = used < self._timeout_s / 4
        return self.cpu_passed or time.monotonic() >= self._wall_end


class WorkerUsage(NamedTuple):
    """Time that a worker used, in seconds."""

    cpu_s: float = 0.0
    idle_s: float = 0.0
    """Time in which the grader waited and the worker neither ran nor waited for a processor."""

    def __add__(self, other: object) -> WorkerUsage:
        assert isinstance(other, WorkerUsage)
        return WorkerUsage(self.cpu_s + other.cpu_s, self.idle_s + other.idle_s)


def cpu_clock(pid: int) -> float:
    """CPU seconds of another process. Reading its clock needs neither a permission nor /proc."""
    if sys.platform != "linux":
        return 0.0
    try:
        return time.clock_gettime(((~pid) << 3) | 2)
    except OSError:  # the process has ended; the caller that waits for it finds out how
        return 0.0


def idle_s(pid: int, unexplained_s: float) -> float:
    """Seconds in which a process neither ran nor waited for a processor, while the grader waited for it.

    Parameters
    ----------
    pid : int
    unexplained_s : float
        Seconds that the grader waited for it, minus its CPU seconds.

    Returns
    -------
    float
        Idle seconds; a third of ``unexplained_s`` if the kernel does not tell how long threads waited.
    """
    if unexplained_s < _MIN_IDLE_S:
        return 0.0
    try:
        fields = [stat.read_text().split() for stat in Path(f"/proc/{pid}/task").glob("*/schedstat")]
        # Threads wait at the same time, so the longest wait counts for the process.
        queued_s = max((int(field[1]) for field in fields), default=0) / 1e9
    except (OSError, IndexError, ValueError):
        return unexplained_s / 3
    return max(0.0, unexplained_s - queued_s) if fields else unexplained_s / 3
