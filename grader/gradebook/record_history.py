"""Every record that was ever graded, as signed files: ``.grader/history/ASSIGNMENT/STUDENT/MICROSECONDS-DIGEST.json``.

``.grader/records`` holds the newest record of a student alone. The gradebook counts attempts, and can be rebuilt only
if each of them is still there. A file's name says when it was graded and which submission it is of, because a record
that was not graded does not know.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from grader.errors import UsageError
from grader.model import Record
from grader.output import folder_below, remove, write_error

_NAME: Final = re.compile(r"(\d+)-([0-9a-f]*)\.json")


class KeptRecord(NamedTuple):
    """A record, when it was graded, and the digest of its submission; empty if nobody knows."""

    record: Record
    graded_us: int
    submission_sha256: str


class RecordHistory:
    """The records of one output folder, those that were replaced as well.

    Parameters
    ----------
    folder : Path
        The output folder.
    read : callable
        Reads a record file and checks its signature; raises `UsageError` for one that is not ours.
    """

    def __init__(self, folder: Path, read: Callable[[Path], Record]) -> None:
        self._folder = folder
        self._read = read
        self._kept = folder / ".grader" / "history"
        self._current = folder / ".grader" / "records"

    def keep_current(self, assignment: str, student: str, submission_sha256: str) -> int:
        """Keep the record that the folder holds now, and say when it was graded, in microseconds."""
        return self._keep(self._current / assignment / f"{student}.json", submission_sha256)

    def all_records(self) -> Iterator[KeptRecord]:
        """Every record by the time at which it was graded; those that only ``records`` holds are kept now.

        A file that is no record of ours is passed over: `unreadable` lists it.
        """
        for path in sorted(self._current.glob("*/*.json")):
            record = self._readable(path)
            if record is not None:
                self._keep(path, digest_of(record))
        for path in sorted(self._kept.glob("*/*/*.json"), key=_order):
            match, record = _NAME.fullmatch(path.name), self._readable(path)
            if match and record is not None:
                yield KeptRecord(record, int(match[1]), match[2] or digest_of(record))

    def newest(self, assignment: str) -> dict[tuple[str, str, int | None], KeptRecord]:
        """The newest record of each attempt: by student, digest of the submission, and when it came."""
        found: dict[tuple[str, str, int | None], KeptRecord] = {}
        for path in sorted((self._kept / assignment).glob("*/*.json"), key=_order):
            match, record = _NAME.fullmatch(path.name), self._readable(path)
            if match and record is not None:
                kept = KeptRecord(record, int(match[1]), match[2] or digest_of(record))
                found[path.parent.name, kept.submission_sha256, record.hand_in.received_us] = kept
        return found

    def of_student(self, assignment: str, student: str) -> Iterator[Record]:
        """The records of a student in an assignment: the one that the folder holds now, then the newest first."""
        kept = sorted((self._kept / assignment / student).glob("*.json"), key=_order, reverse=True)
        for path in (self._current / assignment / f"{student}.json", *kept):
            record = self._readable(path)
            if record is not None:
                yield record

    def of_submission(self, assignment: str, student: str, submission_sha256: str) -> KeptRecord | None:
        """The newest record of a submission by its digest; ``None`` if there is none."""
        if not submission_sha256:
            return None
        folder = self._kept / assignment / student
        for path in sorted(folder.glob(f"*-{submission_sha256}.json"), key=_order, reverse=True):
            match, record = _NAME.fullmatch(path.name), self._readable(path)
            if match and record is not None:
                return KeptRecord(record, int(match[1]), submission_sha256)
        return None

    def keep_file(self, path: Path, submission_sha256: str) -> int:
        """Keep a record file that lies elsewhere, in a folder of its assignment; says when it was graded."""
        return self._keep(path, submission_sha256)

    def unreadable(self) -> list[Path]:
        """Files that are no records of ours, or were changed."""
        places = [*self._current.glob("*/*.json"), *self._kept.glob("*/*/*.json")]
        return sorted(path for path in places if self._readable(path) is None)

    def forget(self, student: str) -> None:
        """Delete every record of a student."""
        for path in [*self._current.glob("*/*.json"), *self._kept.glob("*/*/*.json")]:
            if student in (path.stem if path.parent.parent == self._current else path.parent.name,):
                remove(path, root=self._folder)
        for folder in self._kept.glob("*/*"):
            if folder.name == student:
                folder.rmdir()

    def _readable(self, path: Path) -> Record | None:
        try:
            return self._read(path)
        except UsageError:
            return None

    def _keep(self, path: Path, submission_sha256: str) -> int:
        """A second name for the file: the store replaces records and never writes into them, so it stays as it is."""
        try:
            graded_us = path.stat().st_mtime_ns // 1000
        except OSError as error:  # it was there when the record was saved
            raise write_error(path, error) from None
        folder = self._kept / path.parent.name / path.stem
        target = folder / f"{graded_us}-{submission_sha256}.json"
        if any(folder.glob(f"{graded_us}-*.json")):
            return graded_us
        try:
            with folder_below(self._folder, folder):
                _second_name(path, target)
        except OSError as error:
            raise write_error(target, error) from None
        return graded_us


def digest_of(record: Record) -> str:
    """The digest of a record's submission; empty if it was not graded."""
    known = record.report.provenance
    return known.submission_sha256 if known else ""


def _second_name(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        shutil.copy2(path, target)


def _order(path: Path) -> tuple[int, str]:
    match = _NAME.fullmatch(path.name)
    return (int(match[1]) if match else 0), str(path)
