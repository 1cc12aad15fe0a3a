"""Rows of the gradebook, as the rules read them: plain data, without the database that they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from grader.gradebook.grade import Enrolled

Outcome = Literal["graded", "not graded", "rejected"]
RunKind = Literal["grade", "push", "regrade"]
RunState = Literal["proposed", "applied", "dropped"]
Counts = Literal["best", "latest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LatePolicy:
    """The rule for late work in one assignment."""

    grace_us: int = 0
    per_day_percent: int = 0
    max_percent: int = 100
    accept_days: int | None = None
    """``None``: late work is accepted without end."""
    slip_days: int = 0
    """Slip days of a student for the whole course."""
    slip_days_here: int | None = None
    """How many of them may be spent on this assignment; ``None``: all."""
    counts: Counts = "best"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRow:
    """An assignment as the course says it is now. Times are microseconds since 1970 in UTC."""

    id: str
    title: str
    max_points: int
    position: int = 0
    """Its place in the course."""
    due_us: int | None = None
    accept_until_us: int | None = None
    time_zone: str = "UTC"
    late: LatePolicy = LatePolicy()


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptRow:
    """Something that a student handed in. It is one attempt however often it is graded."""

    student: str
    assignment: str
    submission_sha256: str
    """Empty if the files could not be read any more when their turn came."""
    received_us: int | None = None
    via: str = "files"
    commit: str = ""
    number: int = 1
    """Number of the attempt, as the learning platform counts."""
    called_late: bool = False
    """The learning platform calls it late."""
    group: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """What grading an attempt gave, once."""

    attempt: str
    key: str
    """Digest of everything the result depends on, from the record."""
    outcome: Outcome
    score: int | None
    max_score: int
    graded_us: int
    reason: str = ""
    """Why there is no score."""
    verdicts: str = "{}"
    """JSON: the verdict of each test."""
    mistakes: str = "[]"
    """JSON: ids of the mistakes that were named."""
    run: str = ""
    turn: int = 0
    """Counts results under the same key: what was not graded is tried again, and a course may go back."""
    never_lower: bool = False
    """Its run was applied on the condition that it lowers nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    id: str
    started_us: int
    command: str
    who: str
    engine: str
    assignment_sha256: str = ""
    kind: RunKind
    state: RunState
    assignment: str = ""
    """The assignment of a regrade; empty for a run over several."""
    never_lower: bool = False
    """It was applied on the condition that it lowers nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRow:
    """A due date of one student's own."""

    id: str
    student: str
    assignment: str
    due_us: int
    who: str
    at_us: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentRow:
    """What the staff changed by hand: points more or less, a grade set, a student excused, or an entry revoked."""

    id: str
    student: str
    assignment: str
    points: int | None = None
    override: int | None = None
    excused: bool = False
    revokes: str = ""
    """Id of the extension or adjustment that no longer holds."""
    who: str
    at_us: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRow:
    assignment: str
    at_us: int
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSet:
    """All rows that the grades of some students follow from."""

    students: tuple[Enrolled, ...] = ()
    assignments: tuple[AssignmentRow, ...] = ()
    attempts: tuple[AttemptRow, ...] = ()
    results: tuple[ResultRow, ...] = ()
    """Only of runs that are applied."""
    extensions: tuple[ExtensionRow, ...] = ()
    adjustments: tuple[AdjustmentRow, ...] = ()
    publications: tuple[PublicationRow, ...] = ()
