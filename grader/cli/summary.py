"""What is said on the terminal when a class is graded: a table per assignment, and everything that is not in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.cli.rich_output import cell
from grader.intake import IgnoredEntry
from grader.messages import say
from grader.model import Report
from grader.phrases import verdict_short
from grader.reports import RejectedEntry, standing_out
from grader.text import number

_MOST_NAMES = 5


def print_tables(to: Console, graded: Sequence[Report]) -> None:
    """A row per student: the score, and the most telling thing about the work."""
    for assignment in dict.fromkeys(r.assignment for r in graded):
        table = Table(
            title=cell(assignment), title_justify="left", title_style="bold", box=None, pad_edge=False, expand=True
        )  # fmt: skip
        table.add_column("student", overflow="fold", max_width=max(to.width // 3, 12))
        table.add_column("score", justify="right", no_wrap=True)
        table.add_column("what stands out", overflow="ellipsis", no_wrap=True, ratio=1)
        for report in (r for r in graded if r.assignment == assignment):
            table.add_row(Text(cell(report.student)), score(report), Text(cell(_remark(report))))
        to.print(table)
        to.print()


def print_rest(
    to: Console,
    graded: Iterable[Report],
    rejected: Iterable[RejectedEntry],
    absent: Mapping[str, str],
    kept: Sequence[str],
    ignored: Iterable[IgnoredEntry],
) -> None:
    """What the tables do not tell: what is to look at, could not be read, is missing, was there before, or is none.

    ``absent`` holds students, and for which assignments where it is not all; ``kept`` those whose results are of an
    earlier run over other submissions.
    """
    lines = [
        say(
            "summary.to_look_at", student=r.student, assignment=r.assignment,
            why=say("timing.faster than possible.staff"),
        )
        for r in graded
        if r.waits
    ]  # fmt: skip
    lines += [say("summary.not_read", student=e.student, origin=e.origin, reason=e.reason) for e in rejected]
    lines += [_absence(student, where) for student, where in absent.items()]
    if kept:
        lines.append(say("summary.kept", students=_few(kept)))
    lines += [say("summary.ignored", entries=line) for line in ignored_lines(ignored)]
    for line in lines:
        to.print(Text(cell(line)), style="yellow")


def ignored_lines(ignored: Iterable[IgnoredEntry]) -> list[str]:
    """Entries with one reason on one line: ``class/a.md, class/b.csv (a note by its name)``."""
    by_reason: dict[str, list[str]] = {}
    for each in ignored:
        by_reason.setdefault(each.reason, []).append(each.origin)
    return [f"{_few(names)} ({reason})" for reason, names in by_reason.items()]


def score(report: Report) -> str:
    return (
        say("not_graded.short")
        if report.score is None
        else f"{number(report.score)} / {number(report.max_score)}"
    )


def _absence(student: str, assignments: str) -> str:
    if assignments:
        return say("summary.absent_for", student=student, assignments=assignments)
    return say("summary.absent", student=student)


def _few(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def absences(absent: Iterable[Report], assignments: int) -> dict[str, str]:
    """Who handed in nothing, with the assignments that are meant where it is not all of so many."""
    lacking: dict[str, list[str]] = {}
    for report in absent:
        lacking.setdefault(report.student, []).append(report.assignment)
    return {
        student: "" if len(names) == assignments else ", ".join(names) for student, names in lacking.items()
    }


def _remark(report: Report) -> str:
    """The most telling thing about a report in a few words."""
    if report.score is None:
        return report.not_graded
    mistakes = list(dict.fromkeys(t.mistake.id for t in report.tests if t.mistake))
    if mistakes:
        return ", ".join(mistakes)
    verdicts = dict.fromkeys(verdict_short(t.verdict) for t in report.tests if t.verdict != "passed")
    return ", ".join([*verdicts, *standing_out(report)])
