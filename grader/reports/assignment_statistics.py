"""What a class's results on one assignment say beyond the class page: when work came, attempts, and sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Final, NamedTuple

from grader.budget import without_texts
from grader.model import Record, Report
from grader.reports.class_statistics import Quartiles, quartiles
from grader.reports.classroom import Classroom, classroom
from grader.text import count

_HOUR_US: Final = 3_600_000_000
_BOUNDS_H: Final = (0, 1, 6, 24, 72, 168)
"""Borders of the bars, in hours before the deadline."""
_LABELS: Final = ("late", "under 1 h", "1 to 6 h", "6 to 24 h", "1 to 3 days", "3 to 7 days", "over 7 days")


class CameIn(NamedTuple):
    """A student's result, and how it came."""

    report: Report
    attempt: int
    received_us: int | None


class HourBar(NamedTuple):
    """How many students handed in so long before the deadline."""

    label: str
    students: int
    share: float
    """Height, from 0 to 1: the highest bar is 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalTimes:
    """When work came, of those of whom it is known."""

    known: int
    late: int
    median_h: float
    """Hours before the deadline; below 0 if late."""
    bars: tuple[HourBar, ...]
    """From early to late."""

    @property
    def description(self) -> str:
        """The picture in words."""
        return "; ".join(f"{bar.label}: {count(bar.students, 'student')}" for bar in self.bars)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionScores:
    """The scores of one section; ``name`` is empty for students without one."""

    name: str
    graded: int
    mean: float
    median: float
    quartiles: Quartiles | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentStatistics:
    """One assignment over a class. What is not known is empty."""

    room: Classroom
    handed_in: int
    rejected: int
    attempts: tuple[tuple[int, int], ...]
    """How many students handed in how often; empty if nobody counted."""
    arrival: ArrivalTimes | None
    sections: tuple[SectionScores, ...]


def came_in(records: Iterable[Record]) -> list[CameIn]:
    """What the statistics need of records: a class's texts would not fit into memory."""
    return [
        CameIn(without_texts(record.report), record.hand_in.attempt, record.hand_in.received_us)
        for record in records
    ]


def assignment_statistics(
    entries: Sequence[CameIn],
    absent: Sequence[Report],
    *,
    rejected: int = 0,
    due_us: int | None = None,
    sections: Mapping[str, str] | None = None,
) -> AssignmentStatistics:
    """The statistics of one assignment.

    Parameters
    ----------
    entries : sequence of CameIn
        One for each student who handed in something that could be read; at least one.
    absent : sequence of Report
        Of students of whom nothing came.
    rejected : int
        How many submissions could not be read.
    due_us : int, optional
        The deadline, in microseconds since 1970 in UTC. Without it nothing is said about times.
    sections : mapping, optional
        The section of each student. Without it nothing is said about sections.
    """
    attempts = Counter(entry.attempt for entry in entries)
    return AssignmentStatistics(
        room=classroom([*(entry.report for entry in entries), *absent]),
        handed_in=len(entries),
        rejected=rejected,
        attempts=tuple(sorted(attempts.items())) if max(attempts, default=1) > 1 else (),
        arrival=None if due_us is None else _arrival(entries, due_us),
        sections=_sections(entries, sections or {}),
    )


def _arrival(entries: Iterable[CameIn], due_us: int) -> ArrivalTimes | None:
    before = [(due_us - entry.received_us) / _HOUR_US for entry in entries if entry.received_us is not None]
    if not before:
        return None
    counts = Counter(_bar(hours) for hours in before)
    highest = max(counts.values())
    bars = [HourBar(label, counts[n], counts[n] / highest) for n, label in enumerate(_LABELS)]
    return ArrivalTimes(
        known=len(before), late=counts[0], median_h=median(before), bars=tuple(reversed(bars))
    )


def _bar(hours: float) -> int:
    """The index of a bar. Work that comes at the deadline is not late."""
    return sum(hours >= bound for bound in _BOUNDS_H)


def _sections(entries: Iterable[CameIn], sections: Mapping[str, str]) -> tuple[SectionScores, ...]:
    if not sections:
        return ()
    scores: dict[str, list[float]] = {}
    for entry in entries:
        if entry.report.score is not None:
            scores.setdefault(sections.get(entry.report.student, ""), []).append(entry.report.score)
    return tuple(
        SectionScores(
            name=name, graded=len(own), mean=fmean(own), median=median(own), quartiles=quartiles(own)
        )
        for name, own in sorted(scores.items(), key=lambda item: (not item[0], item[0]))
    )
