"""The records every part of the project speaks in: verdicts, results, the report.

They are frozen and hold plain data, so that a report can be written as JSON, read back and rendered anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Literal

REPORT_SCHEMA = "grader/report/1"

Origin = Literal["hidden", "public"]
Policy = Literal["none", "verdict", "hint", "full"]
Visibility = Literal["visible", "after_due_date", "after_published", "hidden"]


class Verdict(StrEnum):
    """What became of one test, and by that whose fault it was."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    """The student's code raised."""
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"
    """The worker died or broke the protocol."""
    FORBIDDEN = "forbidden"
    """A banned import, or work where none may be."""
    MISSING = "missing"
    NOT_IMPLEMENTED = "not_implemented"
    NOT_RUN = "not_run"
    """It depends on a failed test, or the budget was spent."""
    GRADER_ERROR = "grader_error"
    """Our fault: the submission is not graded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLine:
    """A place in the student's own files."""

    file: str
    line: int
    """1-based line of the file the student handed in; of the cell for a notebook."""
    cell: int | None = None
    """1-based number of the code cell, for a notebook."""

    def __str__(self) -> str:
        where = f"cell {self.cell}, " if self.cell is not None else ""
        return f"{self.file}, {where}line {self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A wrong answer we know, or a named relation to the right one, shown by evidence."""

    id: str
    """Stable: ``forward__sample_variance`` or ``factor:n``; counted over the class."""
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TestResult:
    """One test's verdict as the student may see it."""

    __test__: ClassVar[bool] = False  # keeps pytest from collecting the class where a test imports it

    id: str
    """``hidden/test_forward.py::test_large_mean``"""
    task: str
    origin: Origin
    title: str
    """The test's docstring: what was asked, a sentence."""
    verdict: Verdict
    points: float
    max_points: float
    weak: bool = False
    visibility: Visibility = "visible"
    message: str = ""
    """What happened and why, one or two sentences."""
    hint: str = ""
    """What to try."""
    mistake: Mistake | None = None
    lines: tuple[CodeLine, ...] = ()
    """The student's own lines, outermost call first."""
    detail: str = ""
    """Multi-line account with values (public tests, or policy ``full``)."""
    output: str = ""
    """What the student's code printed during a public test."""
    duration_s: float = 0.0
    """Rounded to 0.1 s: a finer clock would leak hidden inputs one bit at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskResult:
    id: str
    function: str
    title: str
    points: float
    max_points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file of the student's, as text, for showing marked lines."""

    name: str
    text: str
    cells: tuple[tuple[int, int], ...] = ()
    """For a notebook: (cell number, first line in ``text``), ascending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Everything the score depends on."""

    submission_sha256: str
    assignment_sha256: str
    reference_sha256: str
    grader: str
    python: str
    libraries: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One student's result in one assignment: ``report.json``, from which all else is rendered."""

    assignment: str
    title: str
    student: str
    attempt: int
    score: float | None
    """``None`` when not graded: never a zero."""
    max_score: float
    not_graded: str = ""
    """Why the score is ``None``: shown to the student."""
    tasks: tuple[TaskResult, ...] = ()
    tests: tuple[TestResult, ...] = ()
    notices: tuple[str, ...] = ()
    """Remarks on the submission as a whole: file renamed, cell skipped, import failed."""
    sources: tuple[SourceFile, ...] = ()
    limits: dict[str, float] = field(default_factory=dict)
    isolation: int = 0
    """Level of the sandbox, 3 (strongest) to 0."""
    device: str = "cpu"
    provenance: Provenance | None = None
    schema: str = REPORT_SCHEMA


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffTest:
    """What only the staff may see of one test."""

    id: str
    seed: int
    duration_s: float
    verdict: Verdict
    message: str = ""
    traceback: str = ""
    output: str = ""
    replay: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The full result: the student's report, and what the staff needs for an appeal."""

    key: str
    """Digest of everything the result depends on: an equal key need not be graded again."""
    report: Report
    staff: tuple[StaffTest, ...] = ()
    submission: str = ""
    """Where the submission came from."""
    worker_cpu_s: float = 0.0
