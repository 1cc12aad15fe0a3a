"""``grader gradebook show``: grades, and why they are so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from grader.cli import gradebook_option, option, terminal
from grader.errors import UsageError
from grader.gradebook import Grade, GradeStatus
from grader.gradebook.grade import POINT, points_text
from grader.gradebook.point_in_time import moment_text


@click.command("show")
@click.option("--student", metavar="ID", help="Only this student.")
@option.assignments("Only this assignment; may be given several times.")
@option.as_json
@gradebook_option.common
def show(
    student: str | None, names: tuple[str, ...], as_json: bool, folder: Path | None, gradebook_url: str | None,
    course: str | None,
) -> None:  # fmt: skip
    """Show every grade with its reasons.

    Points are those of the attempt that counts. A blank grade means that nothing is graded or handed in; it is not
    a zero. Of one student, what the staff decided is listed with the ids that 'revoke' takes. With --json, points are
    numbers and times microseconds since 1970 in UTC. Names are those of the roster.
    """
    book, _ = gradebook_option.open_gradebook(gradebook_url, folder, course)
    with book:
        _check(names, [row.id for row in book.assignments()], "assignment")
        people = {each.student: each.name for each in book.students()}
        if student is not None:
            _check([student], list(people), "student")
        zones = {row.id: row.time_zone for row in book.assignments()}
        found = book.grades(None if student is None else [student])
        shown = (grade for grade in found if not names or grade.assignment in names)
        if as_json:
            terminal.say_json([_as_json(grade, people) for grade in shown])
            return
        _print(shown, book.handed_in_assignments() | set(names), people)
        if student is not None:
            _print_entries(book.entries.of_student(student), names, zones)


def _check(wanted: Iterable[str], known: list[str], what: str) -> None:
    from difflib import get_close_matches  # only to help with a slip

    for name in wanted:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            raise UsageError(
                f"The gradebook has no {what} '{name}'." + (f" Did you mean '{near[0]}'?" if near else "")
            )


def _as_json(grade: Grade, people: Mapping[str, str]) -> dict[str, Any]:
    values = {"student": grade.student, "name": people.get(grade.student, "")} | asdict(grade)
    values |= {"status": str(grade.status), "reasons": list(grade.reasons)}
    for name in ("points", "max_points", "penalty", "adjustment", "final"):
        values[name] = None if values[name] is None else values[name] / POINT
    return values


def _print(grades: Iterable[Grade], wanted: Collection[str], people: Mapping[str, str]) -> None:
    """Each student's grades. Of what nobody has handed in yet, only what was asked for is listed."""
    for student, own in groupby(grades, key=lambda grade: grade.student):
        name = people.get(student, "")
        terminal.say(terminal.styled(student, bold=True), f"  {name}" if name else "")
        nothing = []
        for grade in own:
            if grade.status == GradeStatus.ABSENT and len(grade.reasons) == 1:
                nothing += [grade.assignment] * (grade.assignment in wanted)
                continue
            terminal.say("  ", terminal.styled(grade.assignment, bold=True), f"  {_line(grade)}")
            for reason in grade.reasons:
                terminal.paragraph(reason, "      ")
        if nothing:
            terminal.paragraph(", ".join(nothing), "  Nothing handed in: ")


def _line(grade: Grade) -> str:
    if grade.final is None:
        return str(grade.status)
    parts = [f"points {points_text(grade.points or 0)}"]
    parts += [f"late -{points_text(grade.penalty)}"] * bool(grade.penalty)
    parts += [f"changed {_signed(grade.adjustment)}"] * bool(grade.adjustment)
    shown = ", published" if grade.published else ""
    how = f" ({', '.join(parts)})" if len(parts) > 1 else ""
    return f"{points_text(grade.final)} of {points_text(grade.max_points)}{how}, {grade.status}{shown}"


def _signed(points: int) -> str:
    return f"{'+' if points > 0 else ''}{points_text(points)}"


def _print_entries(entries: Iterable[Any], names: tuple[str, ...], zones: dict[str, str]) -> None:
    """What was decided, each with its id."""
    shown = [entry for entry in entries if not names or entry.assignment in names]
    if shown:
        terminal.say("Decided")
    for entry in shown:
        when = moment_text(entry.at_us, zones.get(entry.assignment, "UTC")).partition(".")[0]
        terminal.say(f"  {entry.id}  {entry.assignment}: {_what(entry, zones)}  ({entry.who}, {when})")
        terminal.paragraph(entry.reason, "      ")


def _what(entry: Any, zones: dict[str, str]) -> str:
    if hasattr(entry, "due_us"):
        return f"due {moment_text(entry.due_us, zones.get(entry.assignment, 'UTC'))}"
    if entry.revokes:
        return f"revokes {entry.revokes}"
    if entry.excused:
        return "excused"
    return (
        f"{_signed(entry.points)} points"
        if entry.points is not None
        else f"set to {points_text(entry.override)}"
    )
