"""Choose the processor cores of a worker, also in a container that takes this right from root."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Set
from pathlib import Path

from grader.errors import IsolationError


def pin(pid: int, cores: Set[int]) -> None:
    """Let a worker run on these cores alone.

    The kernel allows that to the worker's own user and to whoever has CAP_SYS_NICE. Root in a container of Docker's
    default profile lacks it, and the worker is another user. There a process of that user does it.

    Raises
    ------
    IsolationError
        Neither is possible.
    """
    try:
        os.sched_setaffinity(pid, cores)
    except PermissionError as error:
        if not _pin_as_owner(pid, cores):
            raise IsolationError(
                f"The processor of a worker cannot be chosen here: {(error.strerror or '').lower()}, so nothing can be "
                "timed. Give the container the capability SYS_NICE, or grade this assignment on another machine."
            ) from None


def _pin_as_owner(pid: int, cores: Set[int]) -> bool:
    """Let a child of this process become the worker's user and do it.

    The child starts no program: the worker's user may be unable to read the interpreter. Once its user has changed,
    no process of that user may look into it.
    """
    try:
        owner = _owner(pid)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of other threads the child needs none
            child = os.fork()
    except OSError:
        return False
    if child == 0:
        code = 1
        try:
            os.setgroups([])
            os.setresgid(owner, owner, owner)
            os.setresuid(owner, owner, owner)
            os.sched_setaffinity(pid, cores)
            code = 0
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1] == 0


def _owner(pid: int) -> int:
    """The user of a process. The owner of its folder in /proc may be root instead, where it is not dumpable."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"(?m)^Uid:\s+\d+\s+(\d+)", status)
    if found is None:
        raise OSError(f"/proc/{pid}/status names no user")
    return int(found[1])


__all__ = ["pin"]
