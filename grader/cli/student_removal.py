"""Deleting a student from an output folder: records, pages, kept submissions, lists; then the class is written anew."""

from __future__ import annotations

import glob
import shutil
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.cli.class_result import page_loader
from grader.cli.derived_pages import remove_derived_pages
from grader.cli.personal_trace import files_that_name
from grader.course import Course
from grader.errors import GraderError
from grader.gradebook import Enrolled
from grader.gradebook.kept_submission import KeptSubmissions
from grader.gradebook.record_history import RecordHistory
from grader.grading import Executor, Job, RecordStore
from grader.grading.class_grading import grade_class
from grader.grading.gathering import GatheredClass
from grader.grading.score_change import LastScores
from grader.grading.shard import forget_planned, shard_folders
from grader.output import remove, write_error

if TYPE_CHECKING:
    from grader.gradebook.book import Gradebook


class Removed(NamedTuple):
    """What became of the files beside the student's own."""

    derived: list[Path]
    """Folders whose pages about similar code, and statistics, were deleted."""
    rest: list[Path]
    """Files that may still name the student: copies, changed sheets, and what somebody else wrote."""


def remove_student(
    book: Gradebook, course: Course, store: RecordStore, history: RecordHistory, student: str
) -> Removed:
    """Delete everything about a student."""
    from grader.cli.class_gradebook import write_published_pages
    from grader.gradebook.forgetting import forget_rows  # SQLAlchemy
    from grader.regrading.proposal import forget_proposed

    enrolled = next((each for each in book.students() if each.student == student), Enrolled(student=student))
    own = forget_rows(book.engine, student)  # first: it knows whether there is such a student
    kept = KeptSubmissions(store.folder)
    for assignment, sha256 in own:
        kept.forget(assignment, [sha256])
    history.forget(student)
    forget_proposed(course, store.folder, student)
    derived = remove_derived_pages(store.folder)
    for path in shard_folders(store.folder).values():
        if (path / ".grader").is_dir():
            with closing(RecordStore(path, course.secret(), resume=True)) as shard:
                _remove_records(path, student)
                forget_planned(shard, student)
                _remove_from_class(course, shard, student)
    _remove_from_class(course, store, student)
    write_published_pages(book, course, store)
    return Removed(derived, files_that_name(store.folder, enrolled))


def _remove_from_class(course: Course, store: RecordStore, student: str) -> None:
    """Delete pages, take the student from lists, and write sheet and pages of the class again."""
    _remove_pages(store.folder / student)
    _remove_from_lists(store, student)
    grade_class(course, GatheredClass((), ()), store, _nothing_to_grade, page_loader(course, store))


def _remove_records(folder: Path, student: str) -> None:
    for path in (folder / ".grader" / "records").glob(f"*/{glob.escape(student)}.json"):
        remove(path, root=folder)


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
