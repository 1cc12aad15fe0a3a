"""Where both sides sit: on which core or device, with which code, and who is woken first."""

from __future__ import annotations

import contextlib
import dataclasses
import fcntl
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.course import Limits
from grader.course.performance import Performance
from grader.sandbox.worker_session import Code
from grader.sandbox.zygote_client import Zygote
from grader.timing.timed_worker import Player

_REPLY_MIB = 1536
_SILENCE_S = 60.0
_WAITING = "Something else is being timed on this machine: waiting for it."
"""Said after a while only: processes of one run wait for each other all the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a function is timed."""

    zygote: Zygote
    name: str
    """The processor or GPU, for the report."""
    libraries: dict[str, str]
    used_bytes: Callable[[], int] = lambda: 0
    """Memory of the GPU in use now."""


class Seats:
    """Fresh workers for the reference and a student, all on one core, or on as many as the task has threads.

    Parameters
    ----------
    place : Place
    entry : Performance
    limits : Limits
        Of the assignment; a whole result may be larger here.
    reference, student : Code
    """

    def __init__(
        self, place: Place, entry: Performance, limits: Limits, *, reference: Code, student: Code
    ) -> None:
        self._place = place
        self._device = entry.device
        self._limits = dataclasses.replace(limits, reply_mib=max(_REPLY_MIB, limits.reply_mib))
        self._cores = frozenset(sorted(os.sched_getaffinity(0))[-entry.threads :])
        self._reference = reference
        self._student = student
        self._taken = 0

    @contextlib.contextmanager
    def both(self) -> Iterator[tuple[Player, Player]]:
        """Reference and student."""
        with self._pair(self._student) as players:
            yield players

    @contextlib.contextmanager
    def twins(self) -> Iterator[tuple[Player, Player]]:
        """The reference twice."""
        with self._pair(self._reference) as players:
            yield players

    @contextlib.contextmanager
    def single(self, code: Code) -> Iterator[Player]:
        """Code of ours, alone."""
        with contextlib.closing(self._player(code, trusted=True)) as player:
            yield player

    @contextlib.contextmanager
    def witness(self) -> Iterator[Player]:
        """The reference once more, beside both, and frugal."""
        with contextlib.closing(self._player(self._reference, trusted=True, frugal=True)) as player:
            yield player

    @contextlib.contextmanager
    def _pair(self, other: Code) -> Iterator[tuple[Player, Player]]:
        """Who is forked first alternates, for it is worth half a percent."""
        self._taken += 1
        first_other = bool(self._taken % 2)
        with contextlib.ExitStack() as stack:

            def seated(code: Code) -> Player:
                player = self._player(code, trusted=code is not self._student)
                return stack.enter_context(contextlib.closing(player))

            if first_other:
                second, first = seated(other), seated(self._reference)
            else:
                first, second = seated(self._reference), seated(other)
            yield first, second

    def _player(self, code: Code, *, trusted: bool, frugal: bool = False) -> Player:
        return Player(
            self._place.zygote, code, self._limits, self._cores, self._device, trusted=trusted, frugal=frugal
        )

    @contextlib.contextmanager
    def quiet(self) -> Iterator[None]:
        """Alone on the machine's clock, with this process off the cores on which workers are timed."""
        with _alone(), _elsewhere(self._cores):
            yield


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Wait for the machine's clock: two contests on one core would time each other.

    What is locked is the temporary folder itself, which all graders of a machine share; no file is left there.
    """
    descriptor = os.open(tempfile.gettempdir(), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        notice = threading.Timer(_SILENCE_S, lambda: print(_WAITING, file=sys.stderr))
        notice.daemon = True
        notice.start()
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        finally:
            notice.cancel()
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _elsewhere(cores: frozenset[int]) -> Iterator[None]:
    """Keep this process off some cores, where there is another."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, before - cores or before)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
