"""Which scores changed since the last run over a folder that came to its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

import msgspec

from grader.model import RejectedEntry, Report

StandingState = Literal["graded", "not graded", "not read", "no result"]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How a student stands in one assignment."""

    state: StandingState = "no result"
    score: float | None = None
    max_score: float | None = None


Standings = Mapping[str, Mapping[str, Standing]]
"""By assignment and student."""


class ScoreChange(NamedTuple):
    """A student whose score in an assignment is not what it was."""

    assignment: str
    student: str
    before: Standing
    after: Standing


def standing(report: Report) -> Standing:
    """How the student of a report stands."""
    return Standing(
        state="not graded" if report.score is None else "graded",
        score=None if report.score is None else round(report.score, 4),
        max_score=round(report.max_score, 4),
    )


def standings(reports: Iterable[Report], rejected: Iterable[RejectedEntry]) -> dict[str, dict[str, Standing]]:
    """How everybody stands who handed something in. A report counts before a rejection."""
    found: dict[str, dict[str, Standing]] = {}
    for entry in rejected:
        found.setdefault(entry.assignment, {})[entry.student or entry.origin] = Standing(state="not read")
    for report in reports:
        found.setdefault(report.assignment, {})[report.student] = standing(report)
    return found


def score_changes(before: Standings, after: Standings) -> tuple[ScoreChange, ...]:
    """What differs, by assignment and student. A result where there was none before is no change."""
    changes = [
        ScoreChange(name, student, old, after.get(name, {}).get(student, Standing()))
        for name, students in before.items()
        for student, old in students.items()
    ]
    return tuple(sorted((c for c in changes if c.before != c.after), key=lambda c: (c.assignment, c.student)))


class LastScores(msgspec.Struct, frozen=True):
    """How everybody stood at the end of the last run that came to its end."""

    standings: dict[str, dict[str, Standing]]
