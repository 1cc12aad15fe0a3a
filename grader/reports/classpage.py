"""The pages about a class, for its instructor, and the page that leads a student to the reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from grader.model import RejectedEntry, Report, report_path
from grader.phrases import other_work_notice
from grader.release import withheld
from grader.reports.classroom import Classroom, classroom, latest, room_without_reports
from grader.reports.equal_code import NOTHING_EQUAL, EqualCode
from grader.reports.overview import mean_share, overview
from grader.reports.page import render

INDEX: Final = "index.html"


class ClassFindings(NamedTuple):
    """What stands on the pages about a class."""

    reports: list[Report]
    """The last of each student in each assignment."""
    rejected: list[RejectedEntry]
    rooms: list[Classroom]

    @property
    def students(self) -> set[str]:
        return {r.student for r in self.reports} | {e.student or e.origin for e in self.rejected}

    def of(self, room: Classroom) -> ClassFindings:
        """What concerns one assignment."""
        return ClassFindings(
            [r for r in self.reports if r.assignment == room.id],
            [e for e in self.rejected if e.assignment == room.id],
            [room],
        )

    @property
    def ungraded(self) -> list[Report]:
        """What was handed in and has no score."""
        return [r for r in self.reports if r.score is None and not r.absent]

    @property
    def waiting(self) -> list[Report]:
        return [r for r in self.reports if r.waits or other_work_notice(r.notices)]

    @property
    def handed_in(self) -> int:
        """Students of whom something came."""
        came = {r.student for r in self.reports if not r.absent}
        return len(came | {e.student or e.origin for e in self.rejected})

    @property
    def needy(self) -> int:
        """Entries to look at."""
        return len(self.ungraded) + len(self.waiting) + len(self.rejected)


def class_pages(
    reports: Sequence[Report],
    rejected: Sequence[RejectedEntry],
    *,
    title: str,
    generated: str = "",
    equal: EqualCode = NOTHING_EQUAL,
) -> Iterator[tuple[str, str]]:
    """All pages about a class, each with its path below the output folder.

    ``index.html`` is the class. With several assignments it is an overview, and ``ASSIGNMENT.html`` says more about
    each. ``STUDENT/index.html`` leads to a student's reports, and holds what that student may see.

    Parameters
    ----------
    reports : sequence of Report
        Of one assignment or several. Of several attempts of a student the last one counts.
    rejected : sequence of RejectedEntry
        Submissions without a report.
    title : str
        The course.
    generated : str
        What else to say at the foot of the first page; nothing if empty, so that equal input gives an equal page.
    equal : mapping
        By assignment, the students who handed in the same code.
    """
    found = _findings(reports, rejected, equal)
    yield INDEX, _class_html(found, title=title, generated=generated)
    if len(found.rooms) > 1:
        for room in found.rooms:
            yield room_path(room.id), _room_html(found.of(room), len(found.students), title)
    by_student: dict[str, list[Report]] = {}
    for report in found.reports:
        by_student.setdefault(report.student, []).append(report)
    for student, own in by_student.items():
        yield f"{student}/{INDEX}", student_html(own, title=title)


def class_html(
    reports: Sequence[Report], rejected: Sequence[RejectedEntry], *, title: str, generated: str = ""
) -> str:
    """``index.html``: one row per student over several assignments, or all about the only one."""
    return _class_html(_findings(reports, rejected), title=title, generated=generated)


def _class_html(found: ClassFindings, *, title: str, generated: str) -> str:
    several = len(found.rooms) > 1
    by_room = {room.id: found.of(room) for room in found.rooms}
    return render(
        "class.html.j2",
        heading=title,
        generated=generated,
        rooms=found.rooms,
        several=several,
        link=report_path,
        ungraded=found.ungraded,
        waiting=found.waiting,
        rejected=found.rejected,
        graded=sum(len(room.graded) for room in found.rooms),
        students=len(found.students),
        sheet=overview(found.reports, found.rejected, found.rooms) if several else None,
        pages={room.id: room_path(room.id) for room in found.rooms},
        means={room.id: mean_share(room) for room in found.rooms},
        needy={id_: own.needy for id_, own in by_room.items()},
        found_in={id_: own.handed_in for id_, own in by_room.items()},
    )


def room_path(assignment: str) -> str:
    """The page of an assignment, from the output folder on."""
    return f"{assignment}.html" if f"{assignment}.html" != INDEX else f"{assignment}-assignment.html"


def student_html(reports: Sequence[Report], *, title: str) -> str:
    """``STUDENT/index.html``: the assignments of one student, each with a link to its report."""
    shown = [withheld(report) for report in reports]
    concealed = {
        s.assignment for s, r in zip(shown, reports, strict=True) if s.score is None and r.score is not None
    }
    return render(
        "student.html.j2", heading=title, name=reports[0].student, reports=shown, concealed=concealed
    )


def _room_html(found: ClassFindings, students: int, course: str) -> str:
    """``ASSIGNMENT.html``: all about one of several assignments."""
    (room,) = found.rooms
    return render(
        "classroom.html.j2",
        heading=room.title,
        course=course,
        room=room,
        link=report_path,
        ungraded=found.ungraded,
        waiting=found.waiting,
        rejected=found.rejected,
        students=students,
        found_in=found.handed_in,
    )


def _findings(
    reports: Iterable[Report], rejected: Iterable[RejectedEntry], equal: EqualCode = NOTHING_EQUAL
) -> ClassFindings:
    last = latest(reports)
    current = sorted(last, key=lambda r: (r.student, r.assignment))
    entries = sorted(rejected, key=lambda e: (e.student, e.assignment, e.origin))
    by_assignment: dict[str, list[Report]] = {}
    for report in last:
        by_assignment.setdefault(report.assignment, []).append(report)
    rooms = [classroom(own, equal.get(name, ())) for name, own in by_assignment.items()]
    lacking = dict.fromkeys(
        e.assignment for e in entries if e.assignment and e.assignment not in by_assignment
    )
    return ClassFindings(current, entries, [*rooms, *map(room_without_reports, lacking)])
