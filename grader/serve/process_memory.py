"""How much memory the processes below this one take."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path
from typing import Final

_PROC: Final = Path("/proc")
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


def memory_below(pid: int | None = None) -> int:
    """Bytes that all descendants of a process hold, pages that several share counted once, where the kernel tells.

    A worker of another user may not be read in that way: of it, what no other process can share is counted.
    """
    return sum(_held(child) for child in _descendants(os.getpid() if pid is None else pid))


def _descendants(pid: int) -> list[int]:
    children = defaultdict(list)
    for entry in _PROC.iterdir():
        if entry.name.isdigit():
            parent = _parent(entry)
            if parent is not None:
                children[parent].append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        new = children[waiting.pop()]
        found += new
        waiting += new
    return found


def _parent(entry: Path) -> int | None:
    try:
        return int((entry / "stat").read_bytes().rpartition(b")")[2].split()[1])
    except (OSError, IndexError, ValueError):
        return None


def _held(pid: int) -> int:
    try:
        for line in (_PROC / str(pid) / "smaps_rollup").read_bytes().splitlines():
            if line.startswith(b"Pss:"):
                return int(line.split()[1]) << 10
    except OSError:
        pass
    try:
        resident, shared = (_PROC / str(pid) / "statm").read_bytes().split()[1:3]
        return (int(resident) - int(shared)) * _PAGE
    except (OSError, ValueError):
        return 0
