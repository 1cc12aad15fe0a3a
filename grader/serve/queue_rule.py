"""The rules of the queue, as functions of plain data: who is next, what a newer commit replaces, when to try again.

Theory. Somebody who pushes ten times waits once: a newer commit takes the place of the one that waits. A ``submit/*``
tag is never replaced, and what came before a deadline is never replaced by what came after it, because its grade may be
the better one. Tags come before branches, and both before what the staff asked for again; within these, students take
turns. A student has so many graded commits an hour in an assignment; above that the newest waits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

SECOND_US: Final = 1_000_000
HOUR_US: Final = 3600 * SECOND_US
GIVE_UP_US: Final = 24 * HOUR_US
PENDING_S: Final = 20.0
"""A wait that is longer than this is told on the forge."""
_FIRST_S: Final = 2.0
_LONGEST_S: Final = 900.0
_MOST_DOUBLINGS: Final = 20


class Rank(IntEnum):
    """What comes first."""

    TAG = 0
    BRANCH = 1
    AGAIN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingJob:
    """A commit of a student in an assignment that is to be graded."""

    id: int
    student: str
    assignment: str
    rank: Rank
    received_us: int
    """For lateness: the earlier of the moments at which it may have come."""
    place_us: int
    """Since when somebody waits at this place."""
    not_before_us: int = 0
    period: int = 0
    """Number of the deadline that it came after: `Deadlines.period`."""
    clock: bool = False
    """Correctness is known; the times are taken when nothing else waits."""

    @property
    def replaceable(self) -> bool:
        return self.rank is Rank.BRANCH


def replaces(newer: WaitingJob, older: WaitingJob) -> bool:
    """Whether a newer commit takes the place of an older one that waits."""
    return (
        (newer.student, newer.assignment) == (older.student, older.assignment)
        and older.replaceable
        and newer.id > older.id
        and newer.period == older.period
    )


def place_of(newer: WaitingJob, replaced: Iterable[WaitingJob]) -> int:
    """Since when the newer commit waits: since the oldest that it replaces did."""
    return min([newer.place_us, *(each.place_us for each in replaced)])


def ordered(waiting: Iterable[WaitingJob], running: Mapping[str, int]) -> list[WaitingJob]:
    """The jobs in the order in which they are taken.

    Parameters
    ----------
    waiting : iterable of WaitingJob
    running : mapping of str to int
        How many commits of a student are being graded now: they count as that student's turns.
    """
    turns: Counter[str] = Counter(running)
    placed = []
    for job in sorted(waiting, key=lambda each: (each.clock, each.rank, each.place_us, each.id)):
        placed.append((job.clock, job.rank, turns[job.student], job.place_us, job.id, job))
        turns[job.student] += 1
    return [each[-1] for each in sorted(placed, key=lambda each: each[:-1])]


def startable(
    waiting: Sequence[WaitingJob],
    running: Mapping[str, int],
    *,
    now_us: int,
    per_hour: int,
    graded_us: Callable[[str, str], Sequence[int]],
    period_now: Callable[[str, str], int],
    busy: Set[tuple[str, str]] = frozenset(),
    clock_runs: bool = False,
) -> list[WaitingJob]:
    """The jobs that may begin now, the first one first.

    Parameters
    ----------
    waiting, running
        As for `ordered`.
    now_us : int
    per_hour : int
        Graded commits of a student in an assignment and hour.
    graded_us : callable
        When the last commits of a student in an assignment were graded.
    period_now : callable
        The number of the deadline after which it is now, for a student and an assignment.
    busy : set of (student, assignment)
        Where a commit is fetched or graded: the next one of the same place comes after it.
    clock_runs : bool
        Whether times are being taken: only one job does that at a time.
    """

    def may_begin(job: WaitingJob) -> bool:
        if job.not_before_us > now_us or (job.student, job.assignment) in busy:
            return False
        if job.clock:  # it was counted when its correctness was graded
            return not clock_runs
        if job.rank is Rank.AGAIN or period_now(job.student, job.assignment) != job.period:
            return True  # the last commit before a deadline that has passed
        return free_at_us(graded_us(job.student, job.assignment), per_hour, now_us) <= now_us

    return [job for job in ordered(waiting, running) if may_begin(job)]


def free_at_us(graded_us: Sequence[int], per_hour: int, now_us: int) -> int:
    """From when on another commit may be graded: when the oldest of the last `per_hour` is an hour old."""
    recent = sorted(each for each in graded_us if each > now_us - HOUR_US)
    return now_us if len(recent) < per_hour else recent[-per_hour] + HOUR_US


def retry_us(tries: int, chance: float) -> int:
    """How long to wait after so many failures: 2, 4, 8 … seconds, at most 15 minutes, between half of it and all.

    Parameters
    ----------
    tries : int
        Failures so far, at least one.
    chance : float
        From 0 to 1: so that not all come back at the same moment.
    """
    longest = min(_FIRST_S * 2.0 ** min(tries - 1, _MOST_DOUBLINGS), _LONGEST_S)
    return round(longest * (0.5 + 0.5 * chance) * SECOND_US)


def expected_wait_s(
    ahead: Iterable[str], seconds: Mapping[str, float], processes: int, usual_s: float = 5.0
) -> float:
    """About how long somebody waits behind jobs of these assignments."""
    return sum(seconds.get(each, usual_s) for each in ahead) / max(processes, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostBudget:
    """What a forge takes: so many posts a minute and an hour."""

    a_minute: int = 60
    an_hour: int = 400

    def allows(self, posted_us: Sequence[int], now_us: int, *, had_one: bool) -> bool:
        """Whether another post may be sent.

        Parameters
        ----------
        posted_us : sequence of int
            When posts were sent within the last hour.
        now_us : int
        had_one : bool
            Whether the repository had a post in this hour: the second half of the budget is for the others.
        """
        hour = sum(each > now_us - HOUR_US for each in posted_us)
        minute = sum(each > now_us - 60 * SECOND_US for each in posted_us)
        return minute < self.a_minute and hour < (self.an_hour // 2 if had_one else self.an_hour)
