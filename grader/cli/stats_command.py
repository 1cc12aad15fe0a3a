"""``grader stats``: what the results of a class say about an assignment and its tests."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import option, terminal
from grader.cli.class_records import class_records
from grader.course import Assignment, Course, find_course
from grader.errors import UsageError
from grader.gradebook.point_in_time import parse_moment
from grader.grading.ungraded import ungraded_report
from grader.intake import Roster
from grader.messages import say
from grader.output import write_atomic
from grader.text import count, number, one_line

if TYPE_CHECKING:
    from grader.reports.assignment_statistics import AssignmentStatistics

_SHOWN = 10


@click.command("stats")
@click.argument("assignment")
@click.argument("results", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "-o", "--output", metavar="DIR", type=click.Path(path_type=Path), help="Also write a page and sheets."
)
@click.option(
    "--roster",
    "roster_path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV with columns student and section, to compare sections.",
)
@click.option(
    "--due",
    metavar="TIME",
    help="The deadline, such as '2026-12-01 23:59', to count hours before it. [default: the assignment's]",
)
@option.course
@option.as_json
def command(
    assignment: str, results: Path, output: Path | None, roster_path: Path | None, due: str | None,
    course: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Show statistics of ASSIGNMENT from the folder RESULTS that 'grader grade -o' wrote.

    Scores and quartiles, the share of students who pass each test, which tests tell strong work from weak, and the
    share who made each mistake. Attempts and times of arrival are shown where the learning platform gave them, and the
    assignment has a due date.

    \b
    DIR/index.html      the page, with pictures
    DIR/tests.csv       a row for each test
    DIR/mistakes.csv    a row for each mistake
    """
    found = find_course(course)
    statistics = _statistics(found, found.assignment(assignment), results, output, roster_path, due)
    if output is not None:
        _write(found, statistics, output)
    if as_json:
        from grader.reports.statistics_sheet import statistics_record  # the pages' words: not for --help

        terminal.say_json(statistics_record(statistics))
    else:
        _show(statistics, output)


def _statistics(
    course: Course,
    assignment: Assignment,
    results: Path,
    output: Path | None,
    roster_path: Path | None,
    due: str | None,
) -> AssignmentStatistics:
    from grader.reports.assignment_statistics import assignment_statistics, came_in  # as above

    due_us = _due(course, assignment, due)
    sections = _sections(roster_path) if roster_path else None
    with class_records(course, results, assignment.id, output) as records:
        entries = came_in(records)
        for name in records.unreadable:
            terminal.say(say("stats.unreadable", student=name), err=True)
        if not entries:
            raise UsageError(say("stats.nothing", folder=results, assignment=assignment.id))
        return assignment_statistics(
            entries,
            [ungraded_report(assignment, student, say("absent.reason")) for student in records.absent],
            rejected=len(records.rejected),
            due_us=due_us,
            sections=sections,
        )


def _due(course: Course, assignment: Assignment, typed: str | None) -> int | None:
    """The deadline that was typed, or the assignment's own; nothing where neither is known."""
    text, where = (typed, "--due") if typed else (assignment.settings.due, f"{assignment.id}: due")
    return parse_moment(text, course.settings.time_zone, where) if text else None


def _sections(path: Path) -> dict[str, str]:
    """The section of each student on the roster."""
    roster = Roster.load(path)
    if "section" not in roster.columns:
        raise UsageError(
            f"{path}: the roster has no column 'section', which says whom to compare. Add it to the first line, or "
            "leave --roster out."
        )
    return {row.student: row.section for row in roster.rows}


def _write(course: Course, statistics: AssignmentStatistics, output: Path) -> None:
    from grader.reports.statistics_page import statistics_html
    from grader.reports.statistics_sheet import mistakes_csv, rates_csv

    write_atomic(output / "tests.csv", rates_csv(statistics))
    write_atomic(output / "mistakes.csv", mistakes_csv(statistics))
    write_atomic(output / "index.html", statistics_html(statistics, course=course.settings.title))


def _show(statistics: AssignmentStatistics, output: Path | None) -> None:
    """The most telling figures; all of them are on the page."""
    room = statistics.room
    terminal.say(terminal.styled(room.title, bold=True))
    terminal.say(
        f"{len(room.graded)} of {statistics.handed_in} graded, {statistics.rejected} not read, "
        f"nothing from {len(room.absent)}"
    )
    if room.mean is not None and room.median is not None:
        middle = room.quartiles
        half = f", middle half {number(middle.lower)} to {number(middle.upper)}" if middle else ""
        terminal.say(
            f"Mean {number(room.mean)}, median {number(room.median)}{half} of {number(room.max_score)}"
        )
    _show_context(statistics)
    _show_tests(statistics)
    _show_mistakes(statistics)
    if output is not None:
        terminal.say()
        terminal.say(f"Page: {output / 'index.html'}")


def _show_context(statistics: AssignmentStatistics) -> None:
    """Attempts, times and sections, where they are known."""
    if statistics.attempts:
        parts = [f"{count(n, 'attempt')}: {students}" for n, students in statistics.attempts]
        terminal.say(f"Students by attempts: {', '.join(parts)}")
    arrival = statistics.arrival
    if arrival is not None:
        when = f"{number(abs(arrival.median_h))} h {'before' if arrival.median_h >= 0 else 'after'}"
        terminal.say(f"Handed in, median: {when} the deadline; {arrival.late} of {arrival.known} late")
    for section in statistics.sections:
        name = section.name or "without a section"
        terminal.say(
            f"{name}: {section.graded} graded, mean {number(section.mean)}, median {number(section.median)}"
        )


def _show_tests(statistics: AssignmentStatistics) -> None:
    rates = statistics.room.rates
    if rates:
        terminal.say()
        terminal.say("Tests that fewest pass (passed, tells apart from -1 to 1):")
    for rate in rates[:_SHOWN]:
        telling = f"{rate.discrimination.index:5.2f}" if rate.discrimination else "    –"
        terminal.say(f"  {100 * rate.passed / rate.total:3.0f} %  {telling}  {rate.test.id}")


def _show_mistakes(statistics: AssignmentStatistics) -> None:
    found = statistics.room.mistakes
    if found:
        terminal.say()
        terminal.say("Most common mistakes:")
    for each in found[:_SHOWN]:
        share = 100 * len(each.reports) / len(statistics.room.graded)
        terminal.say(f"  {share:3.0f} %  {each.mistake.id}  {one_line(each.mistake.sentence, 60)}")
