"""The page with the statistics of one assignment."""

from __future__ import annotations

from typing import NamedTuple

from grader.reports.assignment_statistics import AssignmentStatistics, SectionScores
from grader.reports.page import render
from grader.text import number


class SectionBand(NamedTuple):
    """A section in the picture: places are per cent of the possible points."""

    section: SectionScores
    low: float
    high: float
    middle: float
    top: int
    """Pixels from the upper edge."""


_ROW = 34


def statistics_html(statistics: AssignmentStatistics, *, course: str) -> str:
    """All that is known about an assignment's results, on one page."""
    bands = tuple(_band(statistics, n) for n in range(len(statistics.sections)))
    return render(
        "statistics.html.j2",
        heading=f"Statistics · {statistics.room.title}",
        course=course,
        room=statistics.room,
        statistics=statistics,
        bands=bands,
        bands_height=_ROW * len(bands) + 30,
        bands_words="; ".join(_band_words(section) for section in statistics.sections),
        link=lambda _: "",
    )


def _band(statistics: AssignmentStatistics, index: int) -> SectionBand:
    section, most = statistics.sections[index], statistics.room.max_score or 1.0
    found = section.quartiles
    low, high = (found.lower, found.upper) if found else (section.median, section.median)
    low, high, middle = (round(100 * value / most, 2) for value in (low, high, section.median))
    return SectionBand(section, low, high, middle, _ROW * index)


def _band_words(section: SectionScores) -> str:
    name = section.name or "without a section"
    return f"{name}: median {number(section.median)} of {section.graded} students"
