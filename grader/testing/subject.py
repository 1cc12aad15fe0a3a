"""What is under test, as tests see it: functions that can be called, in a worker or in this process."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from grader.sandbox.call_failure import WorkerFailure
from grader.sandbox.worker_client import VALUE, CallResult, Seeds, Want


class FilePath(str):
    """A file's name as the student's code sees it; ``local`` is the file that stands for it in this process."""

    local: Path

    def __new__(cls, name: str, local: Path) -> FilePath:
        path = super().__new__(cls, name)
        path.local = local
        return path


class AuthorError(Exception):
    """A hidden test does what it may not do: our fault, never the student's.

    Examples
    --------
    >>> reference.sofmax(x)
    Traceback (most recent call last):
        ...
    AuthorError: the reference has no 'sofmax'
    """


class Subject(Protocol):
    """A module under test.

    Examples
    --------
    >>> subject.call("softmax", [x], {}).value.shape
    (3, 5)
    """

    received: bool
    """The running test has been given something the student's code made."""
    failure: WorkerFailure | None
    """The first limit or crash in the running test, even if the test swallowed it."""
    remote: bool
    """Its objects stay in a worker, and are seen as handles."""
    asks: frozenset[str]
    """Names and signs that the running test declares: no object is asked for another."""

    @property
    def cpu_s(self) -> float:
        """CPU time that its workers have used; 0 for one in this process."""

    def call(
        self, name: str, args: Sequence[Any], kwargs: dict[str, Any], want: Want = VALUE
    ) -> CallResult: ...

    def repeat(self, name: str, args: Sequence[Any], kwargs: dict[str, Any], seeds: Seeds) -> CallResult: ...

    def gradients(self, name: str, args: Sequence[Any], wrt: Sequence[int], upstream: Any) -> Any: ...
