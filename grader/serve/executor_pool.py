"""Grading processes that stay open between pushes: those used last, as many as fit under a memory cap.

A start takes a second with numpy and several with torch, and a process with torch holds 300 MB; a course has dozens of
assignments. So the executor of an assignment stays until the memory is needed for another one, and the one that was
used longest ago ends first. An assignment whose files changed gets a new one.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from grader.course import Assignment
from grader.grading import Executor
from grader.serve.process_memory import memory_below

_MIB: Final = 1 << 20
_EXPECTED_MIB: Final = {"torch": 400}
"""What a process is expected to hold before it was measured; others: 120."""
_EXPECTED_OTHERS_MIB: Final = 120
_Files = tuple[str, str]
"""Digests of an assignment's files as they were when its executor was started."""


@dataclass(eq=False)
class _OpenExecutor:
    """An executor with one process."""

    assignment: str
    files: _Files
    executor: Executor
    busy: bool = True
    last_used: float = field(default_factory=time.monotonic)


class ExecutorPool:
    """Executors by assignment, each with one grading process.

    Parameters
    ----------
    start : callable
        Starts an executor with one grading process.
    memory_mib : int
        Processes that are idle are ended while all together hold more than this.
    memory : callable
        Bytes that all processes of this server hold.
    """

    def __init__(
        self,
        start: Callable[[Assignment], Executor],
        memory_mib: int,
        memory: Callable[[], int] = memory_below,
    ) -> None:
        self._start = start
        self._most = memory_mib * _MIB
        self._memory = memory
        self._guard = threading.Lock()
        self._starting = threading.Lock()
        self._open: list[_OpenExecutor] = []
        self._ended = False

    @contextlib.contextmanager
    def executor(self, assignment: Assignment) -> Iterator[Executor]:
        """An executor for one submission; it stays open afterwards.

        Raises
        ------
        GraderError
            The course or the machine is at fault: nothing of this assignment can be graded.
        """
        found = self._idle(assignment) or self._opened(assignment)
        try:
            yield found.executor
        except BaseException:  # nobody knows what it is doing now
            self._close([found])
            raise
        found.last_used = time.monotonic()
        found.busy = False
        self._make_room(0)

    def close(self, *, wait: bool = True) -> None:
        """End all; without ``wait`` in the middle of what they do."""
        with self._guard:
            self._ended = True
            every, self._open = self._open, []
        for each in every:
            each.executor.close(wait=wait and not each.busy)

    def assignments(self) -> list[str]:
        """The assignments whose executors are open."""
        with self._guard:
            return sorted(each.assignment for each in self._open)

    def _idle(self, assignment: Assignment) -> _OpenExecutor | None:
        files = _files(assignment)
        with self._guard:
            own = [each for each in self._open if not each.busy and each.assignment == assignment.id]
            found = next((each for each in own if each.files == files), None)
            if found is not None:
                found.busy = True
            stale = [each for each in own if each.files != files]
        self._close(stale)
        return found

    def _opened(self, assignment: Assignment) -> _OpenExecutor:
        with self._starting:  # one after the other, so that the memory of each is seen by the next
            self._make_room(_expected_bytes(assignment))
            opened = _OpenExecutor(assignment.id, _files(assignment), self._start(assignment))
        with self._guard:
            if not self._ended:
                self._open.append(opened)
                return opened
        opened.executor.close(wait=False)
        raise EOFError("the server ends")

    def _make_room(self, wanted: int) -> None:
        """End idle executors, the one used longest ago first, while memory is short."""
        while self._memory() + wanted > self._most:
            with self._guard:
                idle = [each for each in self._open if not each.busy]
                oldest = min(idle, key=lambda each: each.last_used, default=None)
            if oldest is None:
                return
            self._close([oldest])

    def _close(self, those: list[_OpenExecutor]) -> None:
        for each in those:
            with self._guard:
                if each not in self._open:
                    continue
                self._open.remove(each)
            each.executor.close(wait=not each.busy)


def _files(assignment: Assignment) -> _Files:
    return assignment.sha256, assignment.reference_sha256


def _expected_bytes(assignment: Assignment) -> int:
    known = [_EXPECTED_MIB[name] for name in assignment.settings.preload if name in _EXPECTED_MIB]
    return max(known, default=_EXPECTED_OTHERS_MIB) * _MIB
