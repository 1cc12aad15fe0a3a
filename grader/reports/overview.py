"""The class over several assignments: one row per student, one column per assignment, in per cent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Final, NamedTuple

from grader.model import RejectedEntry, Report
from grader.reports.classroom import Classroom

LOW: Final = 0.5
"""Share of the points below which a result is shaded."""
ABSENT: Final = "–"
UNKNOWN: Final = "!"
"""Something was handed in, and has no score."""


class Share(NamedTuple):
    """A result as a share of what was possible, as it is shown."""

    text: str
    low: bool = False


class OverviewRow(NamedTuple):
    """A student. The totals are shares of what is possible for what was handed in, and for all assignments."""

    student: str
    linked: bool
    """There is a folder with reports."""
    handed_in: Share
    whole: Share
    cells: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All students and all assignments."""

    rows: tuple[OverviewRow, ...]
    medians: tuple[Share, ...]
    """Of the scores that there are: of what was handed in, of all, of each assignment."""


def share(points: float, most: float) -> Share:
    """Points in whole per cent; 0 and 100 only if it is exactly none or all."""
    if most <= 0:
        return Share(ABSENT)
    percent = round(100 * points / most)
    if points < most:
        percent = min(percent, 99)
    if points > 0:
        percent = max(percent, 1)
    return Share(str(percent), low=points < LOW * most)


def overview(
    reports: Sequence[Report], rejected: Iterable[RejectedEntry], rooms: Sequence[Classroom]
) -> Overview:
    """One row per student by name. ``reports`` has one of each student in each assignment."""
    found: dict[str, dict[str, Report | None]] = {}
    for entry in rejected:
        found.setdefault(entry.student or entry.origin, {})[entry.assignment] = None
    for report in reports:
        found.setdefault(report.student, {})[report.assignment] = report
    most = {room.id: room.max_score for room in rooms}
    rows = tuple(_row(student, found[student], most) for student in sorted(found))
    return Overview(rows=rows, medians=_medians(rows, rooms))


def _row(student: str, own: Mapping[str, Report | None], most: Mapping[str, float]) -> OverviewRow:
    reports = [report for report in own.values() if report is not None]
    return OverviewRow(
        student=student,
        linked=bool(reports),
        handed_in=_handed_in(reports),
        whole=_whole(own, most),
        cells=tuple(_cell(own[id_]) if id_ in own else Share(ABSENT) for id_ in most),
    )


def _cell(report: Report | None) -> Share:
    if report is None:
        return Share(UNKNOWN)
    if report.score is None:
        return Share(ABSENT if report.absent else UNKNOWN)
    return share(report.score, report.max_score)


def _handed_in(reports: Sequence[Report]) -> Share:
    graded = [report for report in reports if report.score is not None]
    return share(sum(r.score or 0.0 for r in graded), sum(r.max_score for r in graded))


def _whole(own: Mapping[str, Report | None], most: Mapping[str, float]) -> Share:
    """What is absent adds nothing; while something has no score nobody knows the whole."""
    if any(_cell(report).text == UNKNOWN for report in own.values()):
        return Share(UNKNOWN)
    return share(sum(r.score or 0.0 for r in own.values() if r is not None), sum(most.values()))


def _medians(rows: Sequence[OverviewRow], rooms: Sequence[Classroom]) -> tuple[Share, ...]:
    totals = ([row.handed_in for row in rows], [row.whole for row in rows])
    shown = [_median([float(s.text) for s in column if s.text.isdecimal()], 100.0) for column in totals]
    return (*shown, *(_median(_shares(room), 1.0) for room in rooms))


def _median(values: Sequence[float], most: float) -> Share:
    return share(median(values), most) if values else Share(ABSENT)


def mean_share(room: Classroom) -> float | None:
    """The mean of an assignment as a share of its points."""
    shares = _shares(room)
    return fmean(shares) if shares else None


def _shares(room: Classroom) -> list[float]:
    return [r.score / r.max_score for r in room.graded if r.score is not None and r.max_score]
