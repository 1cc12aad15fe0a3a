"""``grader exam mark``: sheets into reports, a sheet of grades, statistics and a journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from grader.cli import exam_gradebook, gradebook_option, option, terminal
from grader.cli.progress import watched
from grader.course import find_course
from grader.errors import CourseError, UsageError
from grader.exam.coding_task import check_coding_tasks
from grader.exam.exam_file import Exam, find_exam
from grader.exam.exam_marking import MarkedExam, mark_exam, on_roster
from grader.exam.exam_summary import summary_record
from grader.exam.issued_exam import issued_path, read_issued
from grader.exam.kept_mark import MarkChange, read_marks, write_marks
from grader.exam.key_check import contradicted_keys
from grader.exam.question_bank import QuestionBank
from grader.exam.received_times import received_times
from grader.exam.sheet_reading import read_sheets
from grader.intake import Roster
from grader.output import append, check_writable, write_atomic, write_json
from grader.text import few, number

_MARKS = "marks.json"
_JOURNAL = "journal.csv"


@click.command("mark")
@click.argument("exam")
@option.existing("sheets")
@click.option(
    "-o", "--output", required=True, metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
    help="Where results go. Marking again needs the same DIR: it knows the grades before.",
)  # fmt: skip
@click.option(
    "--received", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV of the learning platform: student,received. Without it nobody is late.",
)  # fmt: skip
@click.option(
    "--roster", "roster_path", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV with a column student, and extra_minutes. [default: whoever has a paper]",
)  # fmt: skip
@click.option("--allow-lower", is_flag=True, help="Grades may fall. Without it the better one stays.")
@click.option("--publish", is_flag=True, help="Show the solutions, from now on.")
@click.option(
    "--record", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The record of what was issued. [default: exams/.grader/EXAM.json]",
)  # fmt: skip
@click.option(
    "--gradebook", "gradebook_url", metavar="URL", envvar=gradebook_option.VARIABLE,
    help="Add the exam to this gradebook, and the coding tasks in it to the exam. "
    f"[default: ${gradebook_option.VARIABLE}]",
)  # fmt: skip
@option.course
@option.as_json
def mark(
    exam: str, sheets: Path, output: Path, received: Path | None, roster_path: Path | None, allow_lower: bool,
    publish: bool, record: Path | None, gradebook_url: str | None, course: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Mark the SHEETS of EXAM, or mark them again.

    Parameters come from the record of what was issued, keys and mistakes from today's questions. So a wrong key is
    repaired by correcting the question and giving this command again. It says which keys have changed, and what every
    grade was, is, and why.

    \b
    DIR/index.html               the class, for the staff
    DIR/grades.csv               one row per student; blank is missing or not read
    DIR/<student>/report.html    the student's report
    DIR/statistics.json          the figures of the page
    DIR/journal.csv              every change of a grade, with its reason

    Exit code 0 if every sheet was marked, 4 if one was not taken (the others are marked).
    """
    found = find_course(course)
    sat = find_exam(found, exam)
    check_coding_tasks(found, sat)
    _check_folder(output)
    bank = QuestionBank(found)
    issued = read_issued(record or issued_path(found, sat.name), found.secret())
    roster = Roster.load(roster_path) if roster_path else None
    times = received_times(received, sat.file.closes.tzinfo) if received else None
    collection = read_sheets(sheets, issued, times)
    if roster:
        collection = on_roster(collection, {row.student for row in roster.rows})
    marked = mark_exam(
        sat, issued, bank, collection, read_marks(output / _MARKS, sat.name),
        extra_minutes=_extra_minutes(roster), allow_lower=allow_lower, publish=publish,
        sheets=watched(collection.read, len(collection.read), "Marking"),
    )  # fmt: skip
    marked = exam_gradebook.with_coding_tasks(marked, found, sat, gradebook_url)
    contradicted = contradicted_keys(found, bank, issued.forms, marked.result.key_changes, marked.solutions)
    if contradicted and publish:
        raise CourseError(
            f"{contradicted[0]} Nothing was published or written. Correct the question, or mark without --publish."
        )
    _write(output, sat, bank, marked)
    if gradebook_url:
        exam_gradebook.add_to_gradebook(marked.result, found, gradebook_url, roster)
    if as_json:
        terminal.say_json(_record(marked))
    else:
        _print(output, marked)
    for problem in contradicted:
        terminal.remark(f"Warning: {problem} The exam was marked with the key of the part.")
    if marked.result.refused:
        raise SystemExit(4)


def _check_folder(output: Path) -> None:
    if (output / ".grader" / "records").exists():
        raise UsageError(
            f"{output}: 'grader grade' keeps the results of assignments there, and the page of the exam would replace "
            "that of the class. Name another folder with -o."
        )
    check_writable(output)


def _extra_minutes(roster: Roster | None) -> Mapping[str, float] | None:
    """Minutes by student, of those of whom the roster says any."""
    if roster is None:
        return None
    found = {}
    for row in roster.rows:
        if row.extra_minutes:
            try:
                found[row.student] = float(row.extra_minutes)
            except ValueError:
                raise UsageError(
                    f"{roster.path}, line {row.line}: extra_minutes must be a number, got '{row.extra_minutes}'. "
                    "Write how many minutes longer the exam lasts for the student."
                ) from None
    return found


def _write(output: Path, exam: Exam, bank: QuestionBank, marked: MarkedExam) -> None:
    from grader.exam_pages import (  # jinja and MathML: only once all is marked
        exam_class_html,
        exam_report_html,
    )
    from grader.exam_pages.exam_grades import exam_grades_csv, journal_csv

    result = marked.result
    for mark in watched(result.marks, len(result.marks), "Writing"):
        solutions = marked.solutions[mark.form.name] if result.published else None
        page = exam_report_html(exam, mark, result.grades[mark.student], bank, solutions)
        write_atomic(output / mark.student / "report.html", page, root=output)
    write_atomic(
        output / "index.html", exam_class_html(result, lambda name: f"{name}/report.html"), root=output
    )
    write_atomic(output / "grades.csv", exam_grades_csv(result), root=output)
    write_json(output / "statistics.json", summary_record(exam, result.summary), root=output)
    journal = output / _JOURNAL
    at = datetime.now(UTC).isoformat(timespec="seconds")
    lines = journal_csv(marked.journal, at, heading=not journal.exists())
    append(journal, lines, root=output)
    write_marks(output / _MARKS, marked.kept)  # last: a marking that was cut short is done again


def _record(marked: MarkedExam) -> dict[str, object]:
    result = marked.result
    return {
        "exam": result.exam.name,
        "marked": [each.student for each in result.marks],
        "unread": list(result.unread),
        "missing": list(result.missing),
        "refused": [msgspec.to_builtins(each) for each in result.refused],
        "changed_keys": [msgspec.to_builtins(each) for each in result.key_changes],
        "asked_otherwise": list(result.asked_otherwise),
        "changes": [msgspec.to_builtins(each) for each in marked.journal],
        "stay": result.staying,
        "published": result.published,
    }


def _print(output: Path, marked: MarkedExam) -> None:
    result = marked.result
    terminal.say(
        terminal.styled(result.exam.file.title, bold=True),
        f"  {len(result.marks)} of {len(result.students)} marked, {len(result.unread)} not read, "
        f"{len(result.missing)} missing",
    )
    for sheet in result.refused:
        terminal.paragraph(sheet.reason, f"  {sheet.file}: ")
    for change in result.key_changes[:3]:
        terminal.say(
            f"  key of {change.question}.{change.part}, form {change.form}: "
            f"issued {change.frozen}, today {change.today}"
        )
    if len(result.key_changes) > 3:
        terminal.say(f"  {len(result.key_changes) - 3} more changed keys: see {output / 'index.html'}")
    for sentence in result.asked_otherwise:
        terminal.paragraph(sentence, "  ")
    again = [each for each in marked.journal if each.old is not None]
    if again:
        _print_changes(output, again)
    if result.staying:
        terminal.paragraph(
            f"{few(result.staying)}: marking gives less than before, and the grade stays. Let it fall with "
            "--allow-lower.",
            "  ",
        )
    statistic = result.summary.statistic
    if statistic and statistic.alpha is not None and statistic.sem is not None:
        terminal.say(
            f"  mean {number(statistic.mean)}, reliability {statistic.alpha:.2f}, "
            f"error of measurement {number(statistic.sem)} points"
        )
    terminal.say(f"  {output / 'index.html'}")


def _print_changes(output: Path, changes: list[MarkChange]) -> None:
    higher = sum(each.direction > 0 for each in changes)
    lower = sum(each.direction < 0 for each in changes)
    terminal.say(
        f"  marked again: {higher} higher, {lower} lower, {len(changes) - higher - lower} with other reasons; "
        f"see {output / _JOURNAL}"
    )
