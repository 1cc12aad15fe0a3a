"""What is said on the terminal when a class is graded: a table per assignment, and everything that is not in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.cli.progress import score
from grader.cli.rich_output import cell
from grader.grading.result_folder import ClassResult
from grader.grading.score_change import Standing
from grader.intake.ignored_entries import ignored_lines
from grader.messages import join_sentences, say
from grader.model import Report
from grader.phrases import notebook_notice, other_work_notice, verdict_short
from grader.reports import standing_out
from grader.reports.sheet_difference import differing_cells
from grader.text import count, few, number


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


def print_changes(to: Console, result: ClassResult) -> None:
    """Whose score is not what it was at the end of the last run."""
    if not result.changes:
        return
    to.print(Text(say("summary.changes")), style="bold")
    table = Table(box=None, pad_edge=False)
    table.add_column("student", overflow="fold")
    table.add_column("assignment", overflow="fold")
    table.add_column("was", justify="right", no_wrap=True)
    table.add_column("is", justify="right", no_wrap=True)
    for change in result.changes:
        names = (Text(cell(change.student)), Text(cell(change.assignment)))
        table.add_row(*names, _standing(change.before), _standing(change.after))
    to.print(table)
    to.print()


def _standing(standing: Standing) -> str:
    if standing.score is not None and standing.max_score is not None:
        return f"{number(standing.score)} / {number(standing.max_score)}"
    words = {"not graded": "not_graded.short", "not read": "summary.not_read.short"}
    return say(words.get(standing.state, "summary.no_result.short"))


def print_rest(to: Console, result: ClassResult, output: Path, notes: Sequence[str] = ()) -> None:
    """What the tables do not tell: what is to look at, could not be read, is missing, was there before, or is none."""
    lines = [
        say(
            "summary.to_look_at", student=r.student, assignment=r.assignment,
            why=say("timing.faster than possible.staff"),
        )
        for r in result.graded
        if r.waits
    ]  # fmt: skip
    lines += [
        say("summary.other_work", student=r.student, assignment=r.assignment, notice=notice)
        for r in result.graded
        if (notice := other_work_notice(r.notices))
    ]
    lines += [
        say("summary.notebook", student=r.student, assignment=r.assignment, notice=notice)
        for r in result.graded
        if (notice := notebook_notice(r.notices))
    ]
    lines += notes
    lines += [
        say("summary.not_read", student=e.student, origin=e.origin, reason=e.reason) for e in result.rejected
    ]
    lines += [_absence(student, where) for student, where in _absences(result).items()]
    lines += [_kept_aside(output, name) for name in result.kept_aside]
    if result.kept:
        lines.append(say("summary.kept", students=few(result.kept)))
    lines += [say("summary.ignored", entries=line) for line in ignored_lines(result.ignored)]
    for line in lines:
        to.print(Text(cell(line)), style="yellow")


def _kept_aside(output: Path, name: str) -> str:
    """Where a sheet is kept that was changed by hand, and in which cells it differs from the new one."""
    cells = differing_cells(output / name, output / "grades.csv")
    told = [say("summary.cell", student=c.student, column=c.column, old=c.old, new=c.new) for c in cells]
    return join_sentences(
        say("summary.kept_aside", file=name),
        say("summary.cells_differ", n=len(told), cells=few(told)) if told else "",
    )


def counts(result: ClassResult) -> str:
    """How many were graded, and how many not: ``5 graded, 1 not read``."""
    scored = sum(r.score is not None for r in result.graded)
    absent = len(_absences(result))
    parts = [
        f"{scored} graded",
        *(f"{n} {what}" for n, what in ((len(result.graded) - scored, "not graded"),) if n),
        *(f"{n} not read" for n in (len(result.rejected),) if n),
        *(f"nothing from {count(n, 'student')}" for n in (absent,) if n),
    ]
    return ", ".join(parts)


def _absence(student: str, assignments: str) -> str:
    if assignments:
        return say("summary.absent_for", student=student, assignments=assignments)
    return say("summary.absent", student=student)


def _absences(result: ClassResult) -> dict[str, str]:
    """Who handed in nothing, with the assignments that are meant where it is not all of them."""
    assignments = len({r.assignment for r in (*result.graded, *result.absent)})
    lacking: dict[str, list[str]] = {}
    for report in result.absent:
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
