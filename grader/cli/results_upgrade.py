"""What ``grader upgrade`` does to a folder of results: records are checked, the gradebook and the pages follow.

No record is ever written anew, so a run that is killed loses nothing. That the folder is of today's format is noted at
the very end: until then, and while ``.grader/upgrading`` is there, another run does everything again.
"""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path

from grader.cli import gradebook_option, terminal
from grader.cli.class_gradebook import fill_gradebook, write_published_pages
from grader.cli.class_result import page_loader
from grader.cli.progress import watched
from grader.course import Course
from grader.errors import UsageError
from grader.folder_format import FORMAT, folder_format, mark_format
from grader.gradebook.record_history import RecordHistory
from grader.grading import RecordStore
from grader.grading.result_folder import ClassResult, ResultFolder
from grader.grading.store import read_record
from grader.output import remove, write_atomic
from grader.text import count


def upgrade_results(course: Course, folder: Path, named: str | None, who: str | None) -> list[Path]:
    """Bring a folder to this version, and return the records that could not be read.

    Parameters
    ----------
    course : Course
    folder : Path
    named : str, optional
        URL of the gradebook. Without one it lies in the folder.
    who : str, optional
        Who gives the command.

    Raises
    ------
    UsageError
        There are no results, they are of a newer version, or they are of another course.
    """
    if not (folder / ".grader").is_dir():
        raise UsageError(
            f"{folder}: there are no results here. Name the folder that 'grader grade -o' wrote."
        )
    before = folder_format(folder)
    _refuse_newer(folder, named)
    with closing(RecordStore(folder, course.secret(), resume=True)) as store:
        unread = _check_records(course, store)
        begun = folder / ".grader" / "upgrading"
        old = before < FORMAT or begun.exists()
        write_atomic(begun, "", root=folder)
        gradebook = _carry_over_gradebook(course, store, named, who, again=old)
        if old or gradebook:
            _write_pages(course, store, named)
        if old:
            mark_format(folder)
            terminal.say(f"{folder} is of format {FORMAT} now; it was of format {before}.")
        else:
            terminal.say(f"{folder} is of format {FORMAT} already.")
        remove(begun, root=folder)
    return unread


def _refuse_newer(folder: Path, named: str | None) -> None:
    """Before anything is changed, look whether the gradebook is one that this program can read."""
    if not _has_gradebook(folder, named):
        return
    gradebook_option.require_extra()
    from grader.cli.gradebook_schema import refuse_newer_gradebook  # SQLAlchemy

    refuse_newer_gradebook(_url(folder, named))


def _has_gradebook(folder: Path, named: str | None) -> bool:
    return named is not None or (folder / ".grader" / "gradebook.db").exists()


def _url(folder: Path, named: str | None) -> str:
    return gradebook_option.gradebook_url(named, folder)


def _check_records(course: Course, store: RecordStore) -> list[Path]:
    """Read every record. Those that cannot be read are listed and stay."""
    paths = sorted((store.folder / ".grader" / "records").glob("*/*.json"))
    unread = [
        path
        for path in watched(paths, len(paths), "Reading")
        if store.load(path.parent.name, path.stem) is None
    ]
    if paths and len(unread) == len(paths):
        raise UsageError(
            f"{store.folder}: no record carries the signature of the course {course.folder}. Name the course whose "
            "results they are with --course. Nothing was changed."
        )
    for path in unread:
        terminal.say(
            f"Not read, and kept as it is: {path}. It was changed, or is of another course.", err=True
        )
    terminal.say(f"{count(len(paths) - len(unread), 'record')} read. They keep their seeds and times.")
    return unread


def _carry_over_gradebook(
    course: Course, store: RecordStore, named: str | None, who: str | None, *, again: bool
) -> bool:
    """Bring the gradebook to this version and fill it; whether anything was to be done."""
    if named is None and not gradebook_option.is_installed():
        terminal.say("There is no gradebook. To keep one, install the extra: pip install 'grader[gradebook]'")
        return False
    gradebook_option.require_extra()
    from grader.cli.gradebook_schema import upgrade_gradebook  # SQLAlchemy, alembic
    from grader.gradebook.book import Gradebook
    from grader.gradebook.enrolment import course_assignments

    url = _url(store.folder, named)
    if not upgrade_gradebook(url) and not again:
        return False
    history = RecordHistory(store.folder, partial(read_record, secret=course.secret()))
    with Gradebook.open(url) as book:
        book.set_assignments(course_assignments(course))
        records = fill_gradebook(book, store, history, "grader upgrade", who)
    terminal.say(f"The gradebook has the attempts of {count(records, 'record')}.")
    return True


def _write_pages(course: Course, store: RecordStore, named: str | None) -> None:
    """Write pages and sheet again from the records, at the places of today."""
    paths = sorted((store.folder / ".grader" / "records").glob("*/*.json"))
    with ResultFolder(course, store, (), page_loader(course, store)) as pages:
        for record in watched(store.others({}), len(paths), "Writing"):
            pages.take_again(record)
        for assignment, listed in store.listed().items():
            pages.list_ungraded(assignment, listed)
        result = pages.finish()
    _tell_pages(store.folder, result)
    if gradebook_option.is_installed() and _has_gradebook(store.folder, named):
        from grader.gradebook.book import Gradebook  # SQLAlchemy

        with Gradebook.open(_url(store.folder, named)) as book:
            write_published_pages(book, course, store)
    if result.failure is not None:
        raise result.failure


def _tell_pages(folder: Path, result: ClassResult) -> None:
    terminal.say(f"Pages written: {count(len(result.graded), 'report')}. Class page: {folder / 'index.html'}")
    for name in result.kept_aside:
        terminal.say(f"The sheet had been changed; it is kept as {name}.")
