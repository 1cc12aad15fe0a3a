"""``grader gradebook rebuild | upgrade | check | forget | anonymous``: looking after the gradebook itself."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path

import click

from grader.cli import gradebook_option, terminal
from grader.course import Course, find_course
from grader.gradebook.record_history import RecordHistory
from grader.grading import RecordStore
from grader.grading.store import read_record
from grader.output import write_atomic
from grader.text import count


@click.command("rebuild")
@gradebook_option.staff
@gradebook_option.common
def rebuild(who: str | None, folder: Path | None, gradebook_url: str | None, course: str | None) -> None:
    """Add every attempt and result that the signed records hold and the gradebook lacks.

    Records of earlier versions, and of folders that were graded without a gradebook, are read as well. What only the
    gradebook knows stays: extensions, adjustments, revocations, publications. Where the gradebook is lost, these are
    lost with it, so keep copies of it.
    """
    from grader.cli.class_gradebook import fill_gradebook

    results, found = gradebook_option.results_folder(folder), find_course(course)
    book, _ = gradebook_option.open_gradebook(gradebook_url, results, course, create=True)
    with book, closing(RecordStore(results, found.secret(), resume=True)) as store:
        records = fill_gradebook(book, store, _history(results, found), "grader gradebook rebuild", who)
        terminal.say(f"{count(records, 'record')} read. The gradebook has every attempt that they tell of.")


@click.command("upgrade")
@gradebook_option.common
def upgrade(folder: Path | None, gradebook_url: str | None, course: str | None) -> None:  # noqa: ARG001
    """Bring an old gradebook to the version of this program.

    Of SQLite a copy is kept beside it first. Copy a PostgreSQL database with pg_dump before. No other command changes
    the schema of a gradebook.
    """
    gradebook_option.require_extra()
    from grader.cli.gradebook_schema import upgrade_gradebook  # SQLAlchemy, alembic

    upgrade_gradebook(gradebook_option.gradebook_url(gradebook_url, folder))


@click.command("check")
@gradebook_option.common
def check(folder: Path | None, gradebook_url: str | None, course: str | None) -> None:
    """Look for faults: a broken file, missing triggers, records without rows, submissions that were not kept.

    Exit code 0 if there are none, 1 if there are some. Nothing is changed.
    """
    gradebook_option.require_extra()
    from grader.gradebook.consistency import database_faults, folder_faults
    from grader.gradebook.kept_submission import KeptSubmissions

    book, found = gradebook_option.open_gradebook(gradebook_url, folder, course)
    with book:
        faults = list(database_faults(book.engine))
        results = gradebook_option.results_folder(folder) if folder or gradebook_url is None else None
        if results is not None and found is not None:
            faults += folder_faults(book.engine, _history(results, found), KeptSubmissions(results))
    for fault in faults:
        terminal.say(fault)
    if faults:
        click.get_current_context().exit(1)
    beside = (
        ""
        if results is not None and found is not None
        else " Records were not looked at: name -o and --course."
    )
    terminal.say(f"No faults found.{beside}")


@click.command("forget")
@click.argument("student")
@click.option("--yes", is_flag=True, help="Do not ask.")
@gradebook_option.common
def forget(
    student: str, yes: bool, folder: Path | None, gradebook_url: str | None, course: str | None
) -> None:
    """Delete everything about STUDENT: rows, records, pages and kept submissions that nobody else handed in.

    This cannot be undone. Sheets and pages about the class are written again, in shards and proposed runs as well.
    Pages of 'grader similarity' and 'grader stats' below the results are deleted: make them again. At the end every
    file is searched for the student's id, name and address; those that still have one are listed, such as copies of
    the gradebook and sheets that you changed. Copies of yours elsewhere are not touched.
    """
    results, found = gradebook_option.results_folder(folder), find_course(course)
    book, _ = gradebook_option.open_gradebook(gradebook_url, results, course)
    from grader.cli.student_removal import remove_student  # pages' words, SQLAlchemy

    with book, closing(RecordStore(results, found.secret(), resume=True)) as store:
        if not yes and not terminal.ask(f"Delete everything about {student} in {results}?"):
            terminal.say("Nothing was deleted.")
            return
        removed = remove_student(book, found, store, _history(results, found), student)
    terminal.say(f"{student} is forgotten.")
    for path in removed.derived:
        terminal.say(f"Deleted, since it was made from all works: {path}. Make it again if you need it.")
    for path in removed.rest:
        terminal.say(f"May still name {student}: {path}")


@click.command("anonymous")
@click.argument("file", metavar="FILE.csv", type=click.Path(path_type=Path, dir_okay=False))
@gradebook_option.common
def anonymous(file: Path, folder: Path | None, gradebook_url: str | None, course: str | None) -> None:
    """Write attempts and results to FILE.csv without anything that says whose they are.

    Students are numbered anew for each export. Times are hours before the due date. Whoever knows a student's points
    may still recognise them: look at the file before you give it away.
    """
    book, _ = gradebook_option.open_gradebook(gradebook_url, folder, course)
    from grader.gradebook.anonymous_export import anonymous_csv

    with book:
        write_atomic(file, anonymous_csv(book), mode=0o600)
    terminal.say(f"{file}: attempts without names.")


def _history(results: Path, course: Course) -> RecordHistory:
    return RecordHistory(results, partial(read_record, secret=course.secret()))
