"""``grader exam issue``: a page per student, and the staff's signed record of what they got."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli import option, terminal
from grader.cli.progress import watched
from grader.course import Course, find_course
from grader.errors import CourseError, UsageError
from grader.exam.exam_file import Exam, find_exam
from grader.exam.issued_exam import IssuedExam, issued_path, read_issued
from grader.exam.issued_exam import issue as issue_papers
from grader.exam.key_check import unproved_keys
from grader.exam.question_bank import QuestionBank
from grader.intake import Roster
from grader.output import check_writable, write_atomic
from grader.reports.exam_paper import exam_paper_html
from grader.text import count

_MOST_MINUTES = 1440


@click.command("issue")
@click.argument("exam")
@click.option(
    "--roster", "roster_path", required=True, type=click.Path(path_type=Path), metavar="FILE",
    help="CSV with the column 'student', and 'extra_minutes' for those who have more time.",
)  # fmt: skip
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where the pages go.",
)
@option.course
def issue(exam: str, roster_path: Path, output: Path, course: str | None) -> None:
    """Write a page of EXAM for each student of a roster.

    A page is one file that needs no network: FOLDER/EXAM-STUDENT.html. The student opens it in a browser, types, and
    saves a file with the answers, EXAM-STUDENT.answers.json, which is handed in. Nothing on it depends on the key.

    What was issued is frozen in exams/.grader/EXAM.json, with the key: keep a copy. Run again, and the pages are the
    same, byte by byte, also where questions were changed in between; students who are new on the roster get theirs.
    """
    found = find_course(course)
    sat = find_exam(found, exam)
    roster = Roster.load(roster_path)
    extra = _extra_minutes(roster)
    check_writable(output)
    students = [row.student for row in roster.rows]
    before = _issued_before(found, sat)
    bank = QuestionBank(found)
    if set(students) - before:
        _check_keys(found, sat, bank)
    drawn = watched(students, len(students), "Drawing")
    issued = issue_papers(found, sat, drawn, bank, extra)
    for student in watched(students, len(students), "Writing"):
        _write_page(sat, issued, student, output)
    new = sum(each not in before for each in students)
    terminal.say(f"{count(len(students), 'paper')} of {sat.name} in {output}, {new} of them new.", err=True)
    record = issued_path(found, sat.name)
    terminal.say(f"Their key: {record}. Keep a copy, and give it to nobody.", err=True)
    _remark_other_questions(sat, issued, students, record)


def _check_keys(course: Course, exam: Exam, bank: QuestionBank) -> None:
    """Give out no paper with a key that its own proof contradicts, or that nothing proves."""
    problems = unproved_keys(
        course, bank, watched(exam.file.questions, len(exam.file.questions), "Proving keys")
    )
    if problems:
        shown = "\n".join(problems[:5])
        raise CourseError(
            f"{exam.path}: no paper was written, because a key is not proved.\n{shown}\n"
            f"See all with: grader verify --questions {' '.join(exam.file.questions)}"
        )


def _issued_before(course: Course, exam: Exam) -> frozenset[str]:
    path = issued_path(course, exam.name)
    if not path.exists():
        return frozenset()
    return frozenset(each.student for each in read_issued(path, course.secret()).papers)


def _write_page(exam: Exam, issued: IssuedExam, student: str, output: Path) -> None:
    paper = issued.paper(student)
    form = issued.form(paper.form) if paper else None
    assert paper is not None, "issued for all students"
    assert form is not None, "each paper has its form"
    page = exam_paper_html(exam.file, form, paper)
    write_atomic(output / f"{exam.name}-{student}.html", page, root=output)


def _extra_minutes(roster: Roster) -> dict[str, float]:
    """Minutes by student; no entry where the roster has no such column."""
    if "extra_minutes" not in roster.columns:
        return {}
    return {row.student: _minutes(roster, row.extra_minutes, row.line) for row in roster.rows}


def _minutes(roster: Roster, text: str, line: int) -> float:
    try:
        minutes = float(text or "0")
    except ValueError:
        minutes = -1.0
    if not 0 <= minutes <= _MOST_MINUTES:
        raise UsageError(
            f"{roster.path}, line {line}: extra_minutes takes a number from 0 to {_MOST_MINUTES}, got '{text}'. "
            "Change it, or leave it empty."
        )
    return minutes


def _remark_other_questions(exam: Exam, issued: IssuedExam, students: list[str], record: Path) -> None:
    """Say of how many papers the questions are not those that the exam file names now."""
    wanted = set(exam.file.questions)
    other = {form.name for form in issued.forms if {each.name for each in form.questions} != wanted}
    papers = sum(each.form in other and each.student in students for each in issued.papers)
    if papers:
        terminal.remark(
            f"Note: {count(papers, 'paper')} stayed as issued before, with other questions than {exam.path} names "
            f"now. If nobody has got a paper yet, remove {record} and issue again."
        )
