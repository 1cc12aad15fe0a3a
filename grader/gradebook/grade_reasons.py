"""The sentences that explain a grade, in the order in which its numbers come about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from grader.gradebook.adjusted_points import AdjustedPoints
from grader.gradebook.grade import points_text
from grader.gradebook.late_policy import Counted
from grader.gradebook.point_in_time import moment_text
from grader.gradebook.row import AdjustmentRow
from grader.messages import say, say_count

if TYPE_CHECKING:
    from grader.gradebook.grade_view import GradedWork, JudgedAttempt

_MINUTE_US: Final = 60_000_000


def grade_reasons(work: GradedWork, counted: Counted | None, adjusted: AdjustedPoints) -> tuple[str, ...]:
    """Why the grade is what it is.

    Parameters
    ----------
    work : GradedWork
    counted : Counted, optional
        The attempt that counts; ``None`` if no attempt has a score.
    adjusted : AdjustedPoints
    """
    return (*_of_attempts(work, counted), *_of_lateness(work, counted), *_of_staff(work, adjusted))


def _of_attempts(work: GradedWork, counted: Counted | None) -> Iterator[str]:
    scored = len(work.scored)
    if counted is None:
        yield _without_score(work)
        return
    if scored > 1:
        yield say(f"grade.{work.assignment.late.counts}", n=scored)
    if scored < len(work.attempts):
        yield say_count("grade.unscored", len(work.attempts) - scored)


def _without_score(work: GradedWork) -> str:
    for attempt in reversed(work.attempts):
        if attempt.result is not None and attempt.result.outcome == "not graded":
            return say("grade.no_score", why=attempt.result.reason)
    if work.attempts and work.attempts[-1].result is not None:
        return say("grade.rejected", why=work.attempts[-1].result.reason)
    return say("grade.absent")


def _of_lateness(work: GradedWork, counted: Counted | None) -> Iterator[str]:
    zone = work.assignment.time_zone
    if work.entries.extension is not None:
        extension = work.entries.extension
        yield say("grade.extended", due=moment_text(extension.due_us, zone), why=extension.reason)
    if counted is None:
        return
    attempt = work.scored[counted.place]
    if attempt.row.received_us is None:
        if attempt.row.called_late:
            yield say("grade.called_late")
        return
    received = moment_text(attempt.row.received_us, zone)
    if not counted.accepted:
        assert counted.accept_until_us is not None, "only then is anything too late"
        yield say("grade.too_late", received=received, until=moment_text(counted.accept_until_us, zone))
    elif counted.days_late:
        yield from _of_days(work, counted, attempt, received)


def _of_days(work: GradedWork, counted: Counted, attempt: JudgedAttempt, received: str) -> Iterator[str]:
    assignment, rule = work.assignment, work.assignment.late
    assert work.due_us is not None, "only then is anything late"
    due = moment_text(work.due_us, assignment.time_zone)
    grace = rule.grace_us // _MINUTE_US
    yield say_count("grade.late", counted.days_late, received=received, due=due, grace=grace)
    if counted.slip_days:
        yield say_count("grade.slip", counted.slip_days)
    if counted.penalty and attempt.result is not None:
        yield say(
            "grade.costs", penalty=points_text(counted.penalty), per_day=rule.per_day_percent,
            possible=points_text(attempt.result.max_score), days=counted.days_late - counted.slip_days,
            most=rule.max_percent,
        )  # fmt: skip


def _of_staff(work: GradedWork, adjusted: AdjustedPoints) -> Iterator[str]:
    for row in adjusted.applied:
        yield _applied(row)
        if row.points is None and any(each.first_graded_us > row.at_us for each in work.attempts):
            yield say("grade.newer_work")
    for row in adjusted.waiting:
        if row.points is not None:
            yield say("grade.waits", points=_signed(row.points), why=row.reason)
    if adjusted.cut:
        yield say("grade.least")
    for entry, by in work.entries.revoked:
        yield say("grade.revoked", what=entry.reason, why=by.reason)


def _applied(row: AdjustmentRow) -> str:
    if row.excused:
        return say("grade.excused", why=row.reason)
    if row.points is None:
        return say("grade.set", points=points_text(row.override or 0), why=row.reason)
    return say("grade.adjusted", points=_signed(row.points), why=row.reason)


def _signed(points: int) -> str:
    return f"{'+' if points > 0 else ''}{points_text(points)}"
