"""Deleting a student from an output folder: records, pages, kept submissions, lists; then the class is written anew."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader.cli.class_result import page_loader
from grader.course import Course
from grader.errors import GraderError
from grader.gradebook.kept_submission import KeptSubmissions
from grader.gradebook.record_history import RecordHistory
from grader.grading import Executor, Job, RecordStore
from grader.grading.class_grading import grade_class
from grader.grading.gathering import GatheredClass
from grader.grading.score_change import LastScores
from grader.output import remove, write_error

if TYPE_CHECKING:
    from grader.gradebook.book import Gradebook


def remove_student(
    book: Gradebook, course: Course, store: RecordStore, history: RecordHistory, student: str
) -> list[Path]:
    """Delete everything about a student, and return the files that may still name them: copies, and changed sheets."""
    from grader.cli.class_gradebook import write_published_pages
    from grader.gradebook.forgetting import forget_rows  # SQLAlchemy

    own = forget_rows(book.engine, student)  # first: it knows whether there is such a student
    kept = KeptSubmissions(store.folder)
    for assignment, sha256 in own:
        kept.forget(assignment, [sha256])
    history.forget(student)
    for path in (store.folder / ".grader" / "proposed").glob(f"*/*/.grader/records/*/{student}.json"):
        remove(path, root=store.folder)
    _remove_pages(store.folder / student)
    _remove_from_lists(store, student)
    grade_class(course, GatheredClass((), ()), store, _nothing_to_grade, page_loader(course, store))
    write_published_pages(book, course, store)
    return sorted(_rest(store.folder, student))


def _nothing_to_grade(job: Job) -> Executor:
    raise GraderError(f"Nothing of {job.assignment.id} is to be graded here.")


def _remove_pages(folder: Path) -> None:
    """A student's folder; of a link only the link."""
    try:
        if folder.is_symlink():
            folder.unlink()
        elif folder.is_dir():
            shutil.rmtree(folder)
    except OSError as error:
        raise write_error(folder, error) from None


def _remove_from_lists(store: RecordStore, student: str) -> None:
    for assignment, listed in store.listed().items():
        rest = msgspec.structs.replace(
            listed,
            rejected=tuple(each for each in listed.rejected if each.student != student),
            absent=tuple(each for each in listed.absent if each != student),
        )
        store.keep_listed(assignment, rest)
    last = store.state("scores", LastScores)
    if last is not None:
        standings = {
            assignment: {name: standing for name, standing in of.items() if name != student}
            for assignment, of in last.standings.items()
        }
        store.keep_state("scores", LastScores(standings))


def _rest(folder: Path, student: str) -> Iterator[Path]:
    yield from folder.glob("grades-changed-*.csv")
    yield from (folder / ".grader").glob("gradebook.db.*")
    yield from (path for path in folder.rglob("*") if student in (path.name, path.stem))
