"""``grader gradebook extend | adjust | revoke | publish``: what the staff decides, each with who, when and why."""

from __future__ import annotations

import re
from contextlib import closing
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import gradebook_option, terminal
from grader.course import Course
from grader.errors import UsageError
from grader.gradebook import Grade
from grader.gradebook.grade import POINT, points_text
from grader.gradebook.point_in_time import moment_text, parse_moment

if TYPE_CHECKING:
    from grader.gradebook.book import Gradebook


@click.command("extend")
@click.argument("student")
@click.argument("assignment")
@click.option(
    "--due", required=True, metavar="TIME", help="As '2026-11-10 23:59', in the course's time zone."
)
@gradebook_option.reason
@gradebook_option.staff
@gradebook_option.common
def extend(
    student: str, assignment: str, due: str, reason: str, who: str | None, folder: Path | None,
    gradebook_url: str | None, course: str | None,
) -> None:  # fmt: skip
    """Give STUDENT a due date of their own in ASSIGNMENT.

    Every grade follows at once: what lateness cost is computed when a grade is read. A later extension replaces an
    earlier one.
    """
    book, found = gradebook_option.open_gradebook(gradebook_url, folder, course)
    with book:
        zone = next((row.time_zone for row in book.assignments() if row.id == assignment), "UTC")
        due_us = parse_moment(due, zone, "--due")
        entry = book.entries.extend(
            student, assignment, due_us, who=gradebook_option.who_asks(who), reason=_reason(reason)
        )
        terminal.say(f"{entry.id}: {student} may hand in {assignment} until {moment_text(due_us, zone)}.")
        _follow(book, found, folder, student, assignment)


@click.command("adjust")
@click.argument("student")
@click.argument("assignment")
@click.option("--points", metavar="±N", help="Points more or less, as +1.5 or -2.")
@click.option("--set", "override", metavar="N", help="The grade, whatever was computed; or EX: excused.")
@gradebook_option.reason
@gradebook_option.staff
@gradebook_option.common
def adjust(
    student: str, assignment: str, points: str | None, override: str | None, reason: str, who: str | None,
    folder: Path | None, gradebook_url: str | None, course: str | None,
) -> None:  # fmt: skip
    """Change STUDENT's grade in ASSIGNMENT by hand.

    --points adds to what is computed, now and after every regrade. --set stands for everything before it; what is
    added later comes on top. The student reads the reason as soon as the assignment is published.
    """
    if (points is None) == (override is None):
        raise UsageError("Say either --points ±N or --set N.")
    excused = override is not None and override.upper() == "EX"
    book, found = gradebook_option.open_gradebook(gradebook_url, folder, course)
    with book:
        entry = book.entries.adjust(
            student, assignment, points=None if points is None else _points(points, "--points"),
            override=None if override is None or excused else _points(override, "--set", least=0),
            excused=excused, who=gradebook_option.who_asks(who), reason=_reason(reason),
        )  # fmt: skip
        terminal.say(f"{entry.id}: {_now(book, student, assignment)}")
        _follow(book, found, folder, student, assignment)


@click.command("revoke")
@click.argument("entry", metavar="ID")
@gradebook_option.reason
@gradebook_option.staff
@gradebook_option.common
def revoke(
    entry: str,
    reason: str,
    who: str | None,
    folder: Path | None,
    gradebook_url: str | None,
    course: str | None,
) -> None:
    """Say that the extension or adjustment ID no longer holds.

    It stays in the gradebook with the reason why it was revoked. 'grader gradebook show --student ID' lists ids; the
    beginning of one is enough.
    """
    book, found = gradebook_option.open_gradebook(gradebook_url, folder, course)
    with book:
        row = book.entries.revoke(entry, who=gradebook_option.who_asks(who), reason=_reason(reason))
        terminal.say(f"{row.id} revokes {row.revokes}: {_now(book, row.student, row.assignment)}")
        _follow(book, found, folder, row.student, row.assignment)


@click.command("publish")
@click.argument("assignment")
@gradebook_option.staff
@gradebook_option.common
def publish(
    assignment: str, who: str | None, folder: Path | None, gradebook_url: str | None, course: str | None
) -> None:
    """Show the grades of ASSIGNMENT on the students' pages, with penalty, adjustment and reasons.

    The pages among the results are written again; hand them out afterwards. From then on they follow every decision.
    """
    book, found = gradebook_option.open_gradebook(gradebook_url, folder, course)
    with book:
        book.entries.publish(assignment, who=gradebook_option.who_asks(who))
        pages = _write_pages(book, found, folder, None)
        where = "The server writes the pages." if pages is None else f"Pages with a grade: {pages}."
        terminal.say(f"{assignment} is published. {where}")


def _now(book: Gradebook, student: str, assignment: str) -> str:
    """A student's grade, for who has just changed it."""
    grade = next(grade for grade in book.grades([student]) if grade.assignment == assignment)
    return f"{student} has {_final(grade)} in {assignment}."


def _final(grade: Grade) -> str:
    if grade.final is None:
        return f"no grade ({grade.status})"
    return f"{points_text(grade.final)} of {points_text(grade.max_points)} points"


def _points(text: str, name: str, least: int | None = None) -> int:
    """Points as people type them, in 1/10,000."""
    try:
        value = (
            Decimal(text.replace(",", ".")) * POINT
            if re.fullmatch(r"[+-]?\d{1,6}([.,]\d{1,4})?", text)
            else None
        )
    except InvalidOperation:
        value = None
    if value is None or (least is not None and value < least):
        raise UsageError(
            f"{name} must be a number{' of 0 or more' if least == 0 else ''} with at most 4 places, got '{text}'."
        )
    return int(value)


def _reason(text: str) -> str:
    if not text.strip():
        raise UsageError("--reason is empty. Say why: whoever asks later reads it.")
    return text.strip()


def _follow(
    book: Gradebook, course: Course | None, folder: Path | None, student: str, assignment: str
) -> None:
    """Where the assignment is published, the student's page follows."""
    if not book.is_published(assignment):
        return
    pages = _write_pages(book, course, folder, (student, assignment))
    if pages is None:
        terminal.say("The server writes the student's page again.")
    elif pages:
        terminal.say("The student's page is written again.")


def _write_pages(
    book: Gradebook, course: Course | None, folder: Path | None, only: tuple[str, str] | None
) -> int | None:
    """Write pages again, and say how many; ``None`` if 'grader serve' runs there, which does so within seconds."""
    from grader.cli.class_gradebook import write_published_pages
    from grader.grading import RecordStore
    from grader.serve.server_presence import is_served

    try:
        results = gradebook_option.results_folder(folder)
    except UsageError:
        results = None
    if course is None or results is None:
        terminal.say("No page is written: name the results with -o and the course with --course.", err=True)
        return 0
    if is_served(results):
        return None
    with closing(RecordStore(results, course.secret(), resume=True)) as store:
        return write_published_pages(book, course, store, only=only)
