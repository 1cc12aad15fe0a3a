"""CPU time and memory of a process with all it started, read from ``/proc``."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
_TICK_S = 1 / os.sysconf("SC_CLK_TCK")
_PR_SET_CHILD_SUBREAPER = 36


class Cpu(NamedTuple):
    """CPU seconds, kernel and user together."""

    own_s: float
    children_s: float
    """Of children that have ended and were waited for."""


class Memory(NamedTuple):
    """Bytes, shared pages counted in parts."""

    whole: int
    anonymous: int
    """Without files, whose pages count less the more strangers on this machine have them mapped."""


def parents() -> dict[int, int]:
    """Every process of this machine, and its parent."""
    found = {}
    for entry in Path("/proc").iterdir():
        fields = _stat(int(entry.name)) if entry.name.isdigit() else []
        if fields:
            found[int(entry.name)] = int(fields[1])
    return found


def tree(root: int) -> list[int]:
    """A process and all below it, itself first."""
    known, found = parents(), [root]
    for pid in found:
        found += [child for child, parent in known.items() if parent == pid]
    return found


def children() -> list[int]:
    own = os.getpid()
    return [child for child, parent in parents().items() if parent == own]


def cpu(pid: int) -> Cpu:
    """Zero for a process that is gone: by then it counts with its parent."""
    fields = _stat(pid)
    if not fields:
        return Cpu(0.0, 0.0)
    user, system, children_user, children_system = (int(f) * _TICK_S for f in fields[11:15])
    return Cpu(user + system, children_user + children_system)


def tree_cpu_s(root: int) -> float:
    return sum(sum(cpu(pid)) for pid in tree(root))


def tree_memory(root: int) -> Memory:
    parts = [_rollup(pid) for pid in tree(root)]
    return Memory(sum(p.whole for p in parts), sum(p.anonymous for p in parts))


def _stat(pid: int) -> list[str]:
    """The fields of ``stat`` after the name: state, parent, …"""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return text.rpartition(") ")[2].split()


def _rollup(pid: int) -> Memory:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return Memory(0, 0)
    lines = {
        name: int(rest.split()[0]) << 10
        for name, _, rest in (s.partition(":") for s in text.splitlines()[1:])
    }
    return Memory(lines["Pss"], lines["Pss_Anon"] + lines["Pss_Shmem"])


def adopt_orphans() -> None:
    """Become the parent of grandchildren whose parent ends: what they used is then counted here."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def waited_cpu_s(command: Sequence[str], env: dict[str, str] | None = None, cwd: Path | None = None) -> float:
    """CPU seconds of a command and everything it started, all of them waited for."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=env, cwd=cwd) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # pytest says 1 where tests failed
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


class Station:
    """A child process of this benchmark that measures something on request, warm between requests.

    Parameters
    ----------
    module : str
        Run with ``python -m``; answers one JSON line per line.
    arguments : sequence of str
        For its command line.
    env : dict, optional
        Its whole environment.
    """

    def __init__(self, module: str, arguments: Sequence[str] = (), env: dict[str, str] | None = None) -> None:
        command = [sys.executable, "-m", module, *arguments]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=ROOT, env=env, text=True)
        self.pid = self._process.pid

    def ask(self, **request: Any) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def __enter__(self) -> Station:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()
