"""The records every part of the project speaks in: verdicts, results, the report.

They are frozen and hold plain data, so that a report can be written as JSON, read back and rendered anywhere.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import ClassVar, Literal

from grader.messages import say

REPORT_SCHEMA = "grader/report/1"

Origin = Literal["hidden", "public"]
Policy = Literal["none", "verdict", "hint", "full"]
Visibility = Literal["visible", "after_due_date", "after_published", "hidden"]
Device = Literal["cpu", "cuda"]
TierState = Literal["reached", "missed"]
Ending = Literal[
    "judged",
    "not run",
    "forbidden",
    "failed",
    "faster than possible",
    "disturbed",
    "no device",
    "uncalibrated",
]
"""How timing a function ended: only what was judged or broke a rule has points."""

_NEVER_COUNTED: frozenset[Ending] = frozenset({"disturbed", "no device"})
"""Endings that give no points and take none."""


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
    column: int | None = None
    """1-based character of the line, where Python names one: for a syntax error."""

    def __str__(self) -> str:
        if self.cell is None:
            return say("place.line", file=self.file, line=self.line)
        return say("place.cell", file=self.file, cell=self.cell, line=self.line)


TOO_STRICT = "check:too_strict"
"""Id of the one mistake that explains exceptions: the code's own check raises for a legal input."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A wrong answer we know, or a named relation to the right one, shown by evidence."""

    id: str
    """Stable: ``forward__sample_variance`` or ``factor:n``; counted over the class."""
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LossCurve:
    """How the loss went in the trainings of a public test, beside that of the reference.

    Each has the loss before the first step and after each part of the training; a curve ends before a loss that is no
    finite number.
    """

    trainings: tuple[tuple[float, ...], ...]
    reference: tuple[float, ...]
    """Median of the reference's losses over many trainings."""
    low: tuple[float, ...]
    high: tuple[float, ...]
    """Tenth and ninetieth percentile of the reference's losses."""


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
    curve: LossCurve | None = None
    """Of a public test that trains. Its losses were made before the code had seen a hidden input."""
    duration_s: float = 0.0
    """Of a public test, rounded to 0.1 s; 0 for a hidden one below ``full``: code that waits would tell its inputs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskResult:
    id: str
    function: str
    title: str
    points: float
    max_points: float
    advice: tuple[str, ...] = ()
    """What a linter found in the function, where a test of it fails: sentences, without points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TierResult:
    """A speed worth points, and whether it was reached."""

    name: str
    least: float
    """Share of the reference's speed from which it counts as reached."""
    state: TierState
    points: float
    max_points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceResult:
    """What a call took besides time, measured from outside the worker."""

    name: str
    """``peak memory`` in MB beyond inputs and libraries, or ``growth``: exponent of CPU time over input size."""
    unit: str
    measured: float | None
    """``None`` where it was not measured."""
    most: float
    points: float
    max_points: float
    message: str = ""
    """What the figure says about the function, a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeResult:
    """The timing of one size of inputs."""

    size: str
    reference_s: float
    """Median of the reference's calls."""
    student_s: float
    ratio: float
    """Reference's time by student's."""
    ideal_bytes: float
    """What must be read and written at least."""
    operations: float
    """Floating-point operations of the reference's way."""
    least_s: float
    """No function is faster on this machine: bytes and operations at the rates measured in the same run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceResult:
    """A function timed against the reference on one device."""

    id: str
    task: str
    """The task whose hidden tests must all pass first."""
    function: str
    title: str
    device: Device
    ending: Ending
    points: float
    max_points: float
    """0 where it is left out of the score, for want of the device; without tiers where nobody has calibrated them."""
    device_name: str = ""
    message: str = ""
    """What happened and what to do about it, one or two sentences."""
    score: float | None = None
    """Share of the reference's speed, a geometric mean over the sizes; ``None`` unless it was judged."""
    noise: float | None = None
    """Margin of the verdict, as a share: the noise of this machine, by the reference timed against itself, and five
    times that where a score is so far from every tier that few pairs are enough."""
    pairs: int = 0
    """Pairs of calls timed for each size."""
    undecided: bool = False
    """Noise left a tier open to the end, and the doubt was given to the student."""
    tiers: tuple[TierResult, ...] = ()
    evidence: tuple[EvidenceResult, ...] = ()
    sizes: tuple[SizeResult, ...] = ()
    bytes_per_s: float = 0.0
    """Rate at which one core of this machine, or the GPU, copies."""
    operations_per_s: float = 0.0
    """Rate at which it multiplies matrices."""
    advice: tuple[str, ...] = ()
    """What the worker itself counted: for information, without points."""

    @property
    def waits(self) -> bool:
        """Its points for speed and evidence wait until the staff has looked at it."""
        return self.ending == "faster than possible"

    @property
    def counts(self) -> bool:
        """Whether it is part of score and maximum: what could not be timed is never a zero."""
        return self.max_points > 0 and self.ending not in _NEVER_COUNTED

    @property
    def own_title(self) -> str:
        """Its title, unless that is just the name of the function."""
        return self.title if self.title != self.function else ""

    @property
    def score_range(self) -> tuple[float, float]:
        """The least and the most that the score could be without noise."""
        score, share = self.score or 0.0, min(self.noise or 0.0, 0.99)
        return score * (1 - share), score * (1 + share)

    @property
    def right_result_points(self) -> tuple[float, float]:
        """Points for a right result alone, and how many there could be: those that no tier and no evidence explains."""
        parts: list[TierResult | EvidenceResult] = [*self.tiers, *self.evidence]
        if self.ending not in ("judged", "uncalibrated"):
            return 0.0, 0.0
        earned = round(self.points - sum(part.points for part in parts), 6)
        return earned, round(self.max_points - sum(part.max_points for part in parts), 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file of the student's, as text, for showing marked lines."""

    name: str
    text: str
    cells: tuple[tuple[int, int], ...] = ()
    """For a notebook: (cell number, its first line), ascending."""
    left_out: tuple[tuple[int, int], ...] = ()
    """(first, last) of the lines that ``text`` lacks; the lines that are there keep their numbers."""
    origin: str = ""
    """Name of the notebook that was handed in; empty for a file that has its own name."""

    def at(self, place: CodeLine) -> int:
        """The 1-based line of this file that a place stands for; 0 if its cell is not there."""
        if place.cell is None:
            return place.line
        first = dict(self.cells).get(place.cell)
        return first + place.line - 1 if first else 0

    def place(self, line: int) -> CodeLine:
        """The place a 1-based line of ``text`` stands for: in a notebook, the cell and the line in it."""
        index = bisect.bisect_right(self.cells, line, key=lambda cell: cell[1]) - 1
        if index < 0:
            return CodeLine(file=self.name, line=line)
        number, first = self.cells[index]
        return CodeLine(file=self.name, line=line - first + 1, cell=number)

    def cell_texts(self) -> list[tuple[int, int, str]]:
        """A notebook's cells, each as its number, its first line and its text."""
        lines = self.text.split("\n")
        ends = [*self.cells, (0, len(lines) + 1)]
        return [
            (number, first, "\n".join(lines[first - 1 : after - 1]))
            for (number, first), (_, after) in itertools.pairwise(ends)
        ]

    def numbered(self) -> list[tuple[int, str]]:
        """The lines that ``text`` holds, each with its number in the whole file."""
        if self.left_out and not self.text:
            return []
        gaps, at, found = dict(self.left_out), 1, []
        for line in (self.text.removesuffix("\n") if self.left_out else self.text).split("\n"):
            at = gaps.get(at, at - 1) + 1
            found.append((at, line))
            at += 1
        return found


def placed(lines: Iterable[CodeLine], sources: Iterable[SourceFile]) -> tuple[CodeLine, ...]:
    """Lines of the files' texts, those of a notebook as cell and line within it."""
    files = {source.name: source for source in sources}
    return tuple(
        replace(files[line.file].place(line.line), column=line.column) if line.file in files else line
        for line in lines
    )


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
    attempt: int = 1
    """Number of this student's attempt. The engine grades one; a gradebook counts them."""
    score: float | None
    """``None`` when not graded: never a zero."""
    max_score: float
    not_graded: str = ""
    """Why the score is ``None``: shown to the student."""
    tasks: tuple[TaskResult, ...] = ()
    tests: tuple[TestResult, ...] = ()
    performance: tuple[PerformanceResult, ...] = ()
    """Functions timed against the reference, each on one device."""
    notices: tuple[str, ...] = ()
    """Remarks on the submission as a whole: file renamed, cell skipped, import failed."""
    sources: tuple[SourceFile, ...] = ()
    limits: dict[str, float] = field(default_factory=dict)
    isolation: int = 0
    """Level of the sandbox, 3 (strongest) to 0."""
    device: str = "cpu"
    provenance: Provenance | None = None
    visibility: Visibility = "visible"
    """When hidden tests, and what tells of them, are shown: also where the policy lists none."""
    schema: str = REPORT_SCHEMA

    @property
    def absent(self) -> bool:
        """Nothing was handed in."""
        return self.not_graded == say("absent.reason")

    @property
    def waits(self) -> bool:
        """It has a score, to which the staff may have to add: something timed needs a look."""
        return self.score is not None and any(result.waits for result in self.performance)


def report_path(report: Report) -> str:
    """A student's page, from the output folder on. It is the same whatever else lies in the folder."""
    return f"{report.student}/{report.assignment}/report.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedEntry:
    """A submission that could not be read at all: there is no report of it."""

    student: str
    """Empty if not even that is known."""
    origin: str
    """File or folder it came from."""
    reason: str
    assignment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedSize:
    """Seconds of every call of one size, pair by pair in the order in which they were taken."""

    clock: Literal["wall", "cpu"]
    """Which times were compared: those by the clock on the wall, or CPU times, where calls are long."""
    reference_s: tuple[float, ...]
    student_s: tuple[float, ...]
    reference_cpu_s: tuple[float, ...]
    student_cpu_s: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimingLog:
    """Everything one timing was judged by, to be judged again: ``timing.json`` beside the report."""

    id: str
    device: str
    seed: int
    """What the inputs were drawn from: the n-th sequence of them from ``numpy.random.default_rng([seed, n])``."""
    libraries: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, TimedSize] = field(default_factory=dict)
    """By the size of the inputs."""
    probe: dict[str, TimedSize] = field(default_factory=dict)
    """The same of the reference against itself: what the machine's noise was taken from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffTest:
    """What only the staff may see of one test."""

    id: str
    seed: int
    """What the inputs that counted were drawn from: 0 where the test was decided without a run."""
    duration_s: float
    verdict: Verdict
    message: str = ""
    traceback: str = ""
    output: str = ""
    replay: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandIn:
    """How a submission came, as far as that is known. Points for right answers do not depend on it."""

    received_us: int | None = None
    """Microseconds since 1970 in UTC; ``None`` if nobody says when it came."""
    attempt: int = 1
    """Number of the attempt, as the learning platform counts."""
    late: bool = False
    """Whether the learning platform calls it late."""
    via: str = "files"
    """``files``, or the learning platform it was downloaded from."""
    group: str = ""
    """Name of the group that handed it in; empty if one student did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The full result: the student's report, and what the staff needs for an appeal."""

    key: str
    """Digest of everything the result depends on: an equal key need not be graded again."""
    report: Report
    staff: tuple[StaffTest, ...] = ()
    submission: str = ""
    """Where the submission came from."""
    hand_in: HandIn = field(default_factory=HandIn)
    worker_cpu_s: float = 0.0
    timings: tuple[TimingLog, ...] = ()
