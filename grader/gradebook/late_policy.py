"""The rule for late work: one pure function of what a student handed in, and when.

Theory. A due date is a moment. A student's work is late by *k* days if it came after the due date, the grace and
*k* - 1 days. Each day ends after the grace as well: what forgives five minutes on time does so on every other day.
Days are those of the calendar in the course's time zone: one day after Saturday 23:59 is Sunday 23:59, also where a
clock is changed in between and the day has 23 or 25 hours.

Slip days pay for late days. They are spent on assignments in the order of the student's own due dates, on the attempt
that counts. What came after the last moment at which work is accepted is worth nothing and costs no slip day; nor does
what has no score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from grader.gradebook.row import LatePolicy

DAY_US: Final = 86_400_000_000
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredAttempt:
    """An attempt with a score. Those of an assignment are in the order in which they came."""

    received_us: int | None
    """``None`` if nobody says when it came: it counts as on time."""
    points: int
    max_points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LateWork:
    """What a student handed in for one assignment, and the dates that hold for this student."""

    assignment: str
    due_us: int | None
    accept_until_us: int | None = None
    time_zone: str = "UTC"
    policy: LatePolicy
    attempts: tuple[ScoredAttempt, ...]


class Counted(NamedTuple):
    """The attempt that counts, and what its lateness costs."""

    place: int
    """Its index in the attempts with a score."""
    days_late: int
    slip_days: int
    penalty: int
    accepted: bool
    accept_until_us: int | None
    """Until when work is accepted; ``None``: without end."""


def counted_attempts(works: Sequence[LateWork], slip_days: int) -> dict[str, Counted]:
    """The attempt that counts in each assignment of one student.

    Parameters
    ----------
    works : sequence of LateWork
        One for each assignment in which the student has an attempt with a score, in any order.
    slip_days : int
        The student's slip days for the whole course.

    Returns
    -------
    dict
        By assignment.

    Examples
    --------
    >>> policy = LatePolicy(per_day_percent=10)
    >>> attempt = ScoredAttempt(received_us=2 * DAY_US, points=80_000, max_points=100_000)
    >>> work = LateWork(assignment="metrics", due_us=DAY_US, policy=policy, attempts=(attempt,))
    >>> counted_attempts([work], slip_days=0)["metrics"].penalty
    10000
    """
    left, found = slip_days, {}
    for work in sorted(works, key=_order):
        if work.attempts:
            counted = _counted(work, left)
            left -= counted.slip_days
            found[work.assignment] = counted
    return found


def _order(work: LateWork) -> tuple[bool, int, str]:
    return work.due_us is None, work.due_us or 0, work.assignment


def _counted(work: LateWork, left: int) -> Counted:
    judged = [_judged(work, index, left) for index in range(len(work.attempts))]
    if work.policy.counts == "latest":
        return next((each for each in reversed(judged) if each.accepted), judged[-1])

    def worth(each: Counted) -> tuple[int, bool, int, int]:
        """Of equal ones that which spends fewer slip days, then the earlier one."""
        return work.attempts[each.place].points - each.penalty, each.accepted, -each.slip_days, -each.place

    return max(judged, key=worth)


def _judged(work: LateWork, index: int, left: int) -> Counted:
    attempt, policy = work.attempts[index], work.policy
    until = accepted_until_us(work)
    if work.due_us is None or attempt.received_us is None:
        return Counted(index, 0, 0, 0, accepted=True, accept_until_us=until)
    days = days_late(attempt.received_us, work.due_us, policy.grace_us, work.time_zone)
    if until is not None and attempt.received_us > until:
        return Counted(index, days, 0, attempt.points, accepted=False, accept_until_us=until)
    costly = policy.per_day_percent > 0 and policy.max_percent > 0
    here = left if policy.slip_days_here is None else min(left, policy.slip_days_here)
    slip = min(days, here) if costly else 0
    percent = min((days - slip) * policy.per_day_percent, policy.max_percent)
    penalty = min(attempt.max_points * percent // 100, attempt.points)
    return Counted(index, days, slip, penalty, accepted=True, accept_until_us=until)


def days_late(received_us: int, due_us: int, grace_us: int, time_zone: str) -> int:
    """Days that had begun after the due date and the grace; 0 for work that came in time."""
    if received_us <= due_us + grace_us:
        return 0
    days = max(1, (received_us - due_us - grace_us) // DAY_US - 1)  # no calendar is off by more than a day
    while received_us > days_after(due_us, days, time_zone) + grace_us:
        days += 1
    return days


def accepted_until_us(work: LateWork) -> int | None:
    """The last moment at which work is worth something; ``None``: without end."""
    if work.accept_until_us is not None:
        return work.accept_until_us
    if work.policy.accept_days is None or work.due_us is None:
        return None
    return days_after(work.due_us, work.policy.accept_days, work.time_zone) + work.policy.grace_us


def days_after(moment_us: int, days: int, time_zone: str) -> int:
    """The same time of day, so many days later on the calendar of a time zone.

    Of a time of day that comes twice, the later one; of one that a change of clocks leaves out, as much later.
    """
    if days == 0:
        return moment_us
    zone = ZoneInfo(time_zone)
    local = (_EPOCH + moment_us * _MICROSECOND).astimezone(zone).replace(tzinfo=None) + timedelta(days=days)
    return max(_utc_us(local.replace(tzinfo=zone, fold=fold)) for fold in (0, 1))


def _utc_us(moment: datetime) -> int:
    return (moment.astimezone(UTC) - _EPOCH) // _MICROSECOND
