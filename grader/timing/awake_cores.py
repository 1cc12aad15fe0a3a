"""Keep cores busy while something is timed on them, with loops that run only when nothing else wants to.

When a worker waits for its next request, its core has nothing to do. On a virtual machine the host then takes the core
away, and it comes back late and with cold caches. A loop of the scheduling class SCHED_IDLE keeps the core. Every other
process goes before it, so it takes no time from them. Where the kernel shares time between sessions first (autogroups),
the class counts only within a session. So each loop has a session of its own, with the lowest share.
"""

from __future__ import annotations

import contextlib
import math
import os
import subprocess
import sys
from collections.abc import Iterator, Set
from pathlib import Path

_LOOP = """
import os, sys
os.sched_setaffinity(0, {int(sys.argv[1])})
try:
    with open("/proc/self/autogroup", "w") as share:
        share.write("19")
except OSError:  # a kernel without autogroups
    pass
os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
while os.getppid() == int(sys.argv[2]):
    for _ in range(100_000):
        pass
"""
"""The loop ends with the process that started it."""
_CGROUPS = Path("/sys/fs/cgroup")
_OWN_CGROUPS = Path("/proc/self/cgroup")


@contextlib.contextmanager
def awake(cores: Set[int]) -> Iterator[None]:
    """Keep cores from becoming idle, for the length of a ``with`` block.

    Nothing is started where the processor time of this process is limited to less than the cores: the loops would use
    up what the timed calls need.

    Parameters
    ----------
    cores : set of int
    """
    loops = []
    try:
        if processor_quota() >= len(cores):
            for core in cores:
                command = [sys.executable, "-I", "-S", "-c", _LOOP, str(core), str(os.getpid())]
                loops.append(subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True))
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def processor_quota(root: Path = _CGROUPS, own: Path = _OWN_CGROUPS) -> float:
    """How many cores' worth of time this process may use at most, by the limits of its control groups.

    Parameters
    ----------
    root : Path
        Where control groups are mounted.
    own : Path
        The file that names those of this process.

    Returns
    -------
    float
        Infinite without a limit.
    """
    try:
        lines = own.read_text(encoding="utf-8").splitlines()
    except OSError:
        return math.inf
    quotas = [math.inf]
    for line in lines:
        _, controllers, name = line.split(":", 2)
        if controllers == "":
            group = root / name.lstrip("/")
            quotas += [
                _quota_of_version_2(each) for each in (group, *group.parents) if each.is_relative_to(root)
            ]
        elif "cpu" in controllers.split(","):
            group = root / "cpu" / name.lstrip("/")
            quotas += [
                _quota_of_version_1(each) for each in (group, *group.parents) if each.is_relative_to(root)
            ]
    return min(quotas)


def _quota_of_version_2(group: Path) -> float:
    return _quota(*_read(group / "cpu.max").split()[:2])


def _quota_of_version_1(group: Path) -> float:
    return _quota(_read(group / "cpu.cfs_quota_us").strip(), _read(group / "cpu.cfs_period_us").strip())


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def _quota(limit: str = "", period: str = "") -> float:
    """``max`` and -1 mean that there is no limit."""
    return int(limit) / int(period) if limit.isdigit() and period.isdigit() else math.inf


__all__ = ["awake", "processor_quota"]
