"""``index.html``: the class on one page, for its instructor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from grader.model import RejectedEntry, Report, report_path
from grader.reports.classroom import Classroom, classroom, latest
from grader.reports.page import render


class SheetRow(NamedTuple):
    """A student over several assignments; ``None`` where nothing came, a word where there is no report."""

    student: str
    cells: tuple[Report | str | None, ...]
    total: float
    total_max: float


def class_html(
    reports: Sequence[Report], rejected: Sequence[RejectedEntry], *, title: str, generated: str = ""
) -> str:
    """The class page: numbers, histogram, hardest tests, tiers, common mistakes, every student, what was not graded.

    Parameters
    ----------
    reports : sequence of Report
        Of one assignment or several. Of several attempts of a student the last one counts.
    rejected : sequence of RejectedEntry
        Submissions without a report.
    title : str
        Heading of the page.
    generated : str
        When and by what, for the foot of the page; nothing if empty, so that equal input gives an equal page.
    """
    current = latest(reports)
    ids = list(dict.fromkeys(r.assignment for r in current))
    rooms = [classroom([r for r in current if r.assignment == id_]) for id_ in ids]
    ungraded = sorted((r for r in current if r.score is None), key=lambda r: (r.student, r.assignment))
    waiting = sorted((r for r in current if r.waits), key=lambda r: (r.student, r.assignment))
    several = len({*ids, *(entry.assignment for entry in rejected)}) > 1
    return render(
        "class.html.j2",
        heading=title,
        generated=generated,
        rooms=rooms,
        several=several,
        link=report_path,
        ungraded=ungraded,
        waiting=waiting,
        rejected=sorted(rejected, key=lambda entry: (entry.student, entry.assignment, entry.origin)),
        graded=sum(len(room.graded) for room in rooms),
        students=len({r.student for r in current} | {entry.student or entry.origin for entry in rejected}),
        sheet=_sheet(current, rejected, rooms) if len(rooms) > 1 else [],
    )


def _sheet(
    reports: Sequence[Report], rejected: Sequence[RejectedEntry], rooms: Sequence[Classroom]
) -> list[SheetRow]:
    found: dict[tuple[str, str], Report | str] = {
        (e.student or e.origin, e.assignment): "rejected" for e in rejected
    }
    found |= {(r.student, r.assignment): r for r in reports}
    rows = []
    for student in sorted({student for student, _ in found}):
        cells = tuple(found.get((student, room.id)) for room in rooms)
        graded = [c for c in cells if isinstance(c, Report) and c.score is not None]
        total, whole = sum(c.score or 0.0 for c in graded), sum(c.max_score for c in graded)
        rows.append(SheetRow(student, cells, total, whole))
    return rows


def class_pages(
    reports: Sequence[Report], rejected: Sequence[RejectedEntry], *, title: str, generated: str = ""
) -> Iterator[tuple[str, str]]:
    yield "index.html", class_html(reports, rejected, title=title, generated=generated)
