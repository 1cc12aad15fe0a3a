"""The records of one assignment in a folder of results, for commands that look back at a class."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from grader.cli.progress import watched
from grader.course import Course
from grader.errors import UsageError
from grader.grading import RecordStore
from grader.messages import say
from grader.model import Record


class ClassRecords:
    """What a folder holds of one assignment.

    Attributes
    ----------
    students : list of str
        Everybody who has a record that can be read, and whose last work could be read.
    unreadable : list of str
        Everybody whose record was changed since, or signed with another secret.
    """

    def __init__(self, store: RecordStore, assignment: str) -> None:
        self._store = store
        self._assignment = assignment
        listed = store.listed().get(assignment)
        self.rejected = listed.rejected if listed else ()
        self.absent = listed.absent if listed else ()
        names = _names(store.folder, assignment)
        rejected = {each.student for each in self.rejected}
        self.students = [name for name in names if name not in rejected]
        self.unreadable: list[str] = []

    def __iter__(self) -> Iterator[Record]:
        """The records one by one: a class does not have to fit into memory."""
        self.unreadable = []
        for student in watched(self.students, len(self.students), "Reading"):
            record = self.record(student)
            if record is None:
                self.unreadable.append(student)
            else:
                yield record

    def record(self, student: str) -> Record | None:
        """The record of a student, if it is whole and ours."""
        return self._store.load(self._assignment, student)


@contextmanager
def class_records(
    course: Course, results: Path, assignment: str, output: Path | None
) -> Iterator[ClassRecords]:
    """Open the folder that ``grader grade`` wrote.

    Parameters
    ----------
    course : Course
    results : Path
    assignment : str
    output : Path or None
        Where the command is going to write pages.

    Raises
    ------
    UsageError
        There are no results of this assignment, or a run is writing there; or the pages would replace those of results.
    """
    if output is not None and (output / ".grader").exists():
        raise UsageError(say("similarity.same_folder", folder=output))
    if not _names(results, assignment):
        others = sorted(path.name for path in (results / ".grader" / "records").glob("*") if path.is_dir())
        known = say("similarity.known", assignments=", ".join(others)) if others else ""
        text = say("similarity.no_records", folder=results, assignment=assignment, known=known)
        raise UsageError(text.strip())
    with closing(RecordStore(results, course.secret(), resume=True)) as store:
        yield ClassRecords(store, assignment)


def _names(folder: Path, assignment: str) -> list[str]:
    return sorted(path.stem for path in (folder / ".grader" / "records" / assignment).glob("*.json"))
