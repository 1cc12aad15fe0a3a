"""Records on disk: one atomic file each, signed, so that a killed run goes on where it was."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import IO, TypeVar

import msgspec

from grader.errors import OutputError, UsageError
from grader.folder_format import folder_format, mark_format
from grader.intake import RejectedSubmission
from grader.model import Record
from grader.output import folder_below, open_plain, remove, remove_temporary_files, write_error, write_json

_STORE_SCHEMA = "grader/record/1"
_OURS = (
    "grades.csv",
    "*.html",
    "*/index.html",
    "*/report.json",
    "*/report.html",
    "*/*/report.json",
    "*/*/report.html",
)
"""What a run writes, in its first words: in a folder without records these are somebody else's."""


_State = TypeVar("_State", bound=msgspec.Struct)


class _Signed(msgspec.Struct):
    schema: str
    hmac: str
    record: msgspec.Raw


class UngradedEntries(msgspec.Struct, frozen=True, kw_only=True):
    """What a run could not grade in one assignment: no record is made of it."""

    rejected: tuple[RejectedSubmission, ...] = ()
    absent: tuple[str, ...] = ()
    """Students on the roster of whom nothing came."""


class RecordStore:
    """The full records of one output folder; closed to other users, one run at a time.

    Parameters
    ----------
    folder : Path
        The output folder; created if missing.
    secret : bytes
        Signs the records: a file anybody else wrote is no record.
    resume : bool
        Go on where an earlier run stopped. Without it a folder with results is refused; and a folder with
        results of somebody else is refused always.
    """

    def __init__(self, folder: Path, secret: bytes, *, resume: bool) -> None:
        self.folder = folder
        self._secret = secret
        self._records = folder / ".grader" / "records"
        self._listed = folder / ".grader" / "listed"
        self._states = folder / ".grader" / "states"
        _refuse_foreign(folder)
        folder_format(folder)
        try:
            with folder_below(folder, self._records), folder_below(folder, folder / ".grader") as ours:
                os.fchmod(ours, 0o700)
                self._lock: IO[str] = open_plain("lock", ours)
        except OSError as error:
            raise write_error(folder, error) from None
        try:
            import fcntl  # here, because `grader check` loads this module where there is none

            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            raise UsageError(
                f"{folder}: another run is writing there. Wait for it, or choose another folder with -o."
            ) from None
        remove_temporary_files(folder)
        if not resume and any(self._records.rglob("*.json")):
            self._lock.close()
            raise UsageError(
                f"{folder} holds the results of an earlier run. Add --resume to go on with it (they are kept), "
                "or choose another folder with -o."
            )
        self._mark_new()

    def _mark_new(self) -> None:
        """A folder without records is of the format of today; one with records becomes so by 'grader upgrade'."""
        if any(self._records.rglob("*.json")):
            return
        try:
            mark_format(self.folder)
        except OutputError:
            self._lock.close()
            raise

    def check(self) -> None:
        """Make sure that this is still the folder the run began with.

        Raises
        ------
        OutputError
            It was removed or replaced: what was written before is lost.
        """
        try:
            there = (self.folder / ".grader" / "lock").stat()
        except OSError:
            there = None
        if there is None or not os.path.samestat(there, os.fstat(self._lock.fileno())):
            raise OutputError(
                f"{self.folder}: the folder was removed or replaced while results were written there. "
                "Run the command again with --resume: what is still there is kept."
            )

    def save(self, record: Record) -> None:
        """Write a record under a temporary name and rename it."""
        self.check()
        path = self._path(record.report.assignment, record.report.student)
        write_json(path, self._signed(msgspec.json.encode(record)), mode=0o600, root=self.folder)

    def load(self, assignment: str, student: str) -> Record | None:
        """A record of an earlier run, if it is whole and ours."""
        try:
            return read_record(self._path(assignment, student), self._secret)
        except UsageError:
            return None

    def holds(self, assignment: str, student: str) -> bool:
        """Whether there is a record of any kind."""
        return self._path(assignment, student).exists()

    def students(self) -> set[str]:
        """Everybody of whom there is a record of any kind."""
        return {path.stem for path in self._records.glob("*/*.json")}

    def others(self, students: Mapping[str, Collection[str]]) -> Iterator[Record]:
        """The records of earlier runs, one by one, but for these students of each assignment.

        Whose last work could not be read has no result any more, whatever came before.
        """
        for path in self._counting(students):
            record = self.load(path.parent.name, path.stem)
            if record is not None:
                yield record

    def verified(self) -> Iterator[Record]:
        """All records that count, one by one.

        Raises
        ------
        UsageError
            A record was changed, or signed with another secret.
        """
        for path in self._counting({}):
            yield read_record(path, self._secret)

    def _counting(self, students: Mapping[str, Collection[str]]) -> Iterator[Path]:
        """The files of records that count, but for these students of each assignment."""
        left_out = {name: {e.student for e in each.rejected} for name, each in self.listed().items()}
        left_out |= {name: set(these) for name, these in students.items()}
        for path in sorted(self._records.glob("*/*.json")):
            if path.stem not in left_out.get(path.parent.name, ()):
                yield path

    def listed(self) -> dict[str, UngradedEntries]:
        """What earlier runs could not grade, by assignment."""
        return {path.stem: self._load_listed(path) for path in sorted(self._listed.glob("*.json"))}

    def keep_listed(self, assignment: str, listed: UngradedEntries) -> None:
        """Keep what could not be graded, for the sheet of a later run over other assignments."""
        path = self._listed / f"{assignment}.json"
        if listed.rejected or listed.absent:
            write_json(path, self._signed(msgspec.json.encode(listed)), mode=0o600, root=self.folder)
        else:
            remove(path, root=self.folder)

    def keep_state(self, name: str, state: msgspec.Struct) -> None:
        """Keep what a later run over this folder should know."""
        path = self._states / f"{name}.json"
        write_json(path, self._signed(msgspec.json.encode(state)), mode=0o600, root=self.folder)

    def state(self, name: str, kind: type[_State]) -> _State | None:
        """What an earlier run kept under a name, if it is whole and ours."""
        return self._read_state(self._states / f"{name}.json", kind)

    def close(self) -> None:
        self._lock.close()

    def _load_listed(self, path: Path) -> UngradedEntries:
        return self._read_state(path, UngradedEntries) or UngradedEntries()

    def _read_state(self, path: Path, kind: type[_State]) -> _State | None:
        try:
            return msgspec.json.decode(_opened(path, self._secret), type=kind)
        except (UsageError, msgspec.MsgspecError):
            return None

    def _signed(self, data: bytes) -> _Signed:
        return _Signed(schema=_STORE_SCHEMA, hmac=self._sign(data), record=msgspec.Raw(data))

    def _sign(self, data: bytes) -> str:
        return _sign(data, self._secret)

    def _path(self, assignment: str, student: str) -> Path:
        return self._records / assignment / f"{student}.json"


def read_record(path: Path, secret: bytes | None = None) -> Record:
    """A record file as it lies in ``.grader/records``; with a secret its signature is checked.

    Raises
    ------
    UsageError
        There is no record in that file, or it was signed with another secret, or changed since.
    """
    try:
        return msgspec.json.decode(_opened(path, secret), type=Record)
    except msgspec.MsgspecError as error:
        raise _no_record(path, error) from None


def _opened(path: Path, secret: bytes | None) -> bytes:
    """What a file holds under its signature."""
    try:
        signed = msgspec.json.decode(path.read_bytes(), type=_Signed)
        data = msgspec.json.encode(msgspec.json.decode(signed.record))
    except (OSError, msgspec.MsgspecError) as error:
        raise _no_record(path, error) from None
    ours = secret is None or hmac.compare_digest(signed.hmac.encode(), _sign(data, secret).encode())
    if signed.schema != _STORE_SCHEMA or not ours:
        raise UsageError(
            f"{path}: the record was changed after it was written, or under another course secret. "
            "Grade the submission again."
        )
    return data


def _no_record(path: Path, error: Exception) -> UsageError:
    return UsageError(
        f"{path}: not a record of a graded submission: {error}. They lie in DIR/.grader/records/."
    )


def _refuse_foreign(folder: Path) -> None:
    if (folder / ".grader").is_dir():
        return
    written = (path for pattern in _OURS for path in folder.glob(pattern))
    found = next((path for path in written if not _in_results_below(folder, path)), None)
    if found is not None:
        raise UsageError(
            f"{found}: is there already and was not written by grader in this folder, so it is kept. "
            "Move it away, or choose another folder with -o."
        )


def _in_results_below(folder: Path, path: Path) -> bool:
    """Whether a file lies in a results folder of its own, as that of a shard."""
    return (folder / path.relative_to(folder).parts[0] / ".grader").is_dir()


def _sign(data: bytes, secret: bytes) -> str:
    key = hmac.new(secret, b"grader records", hashlib.sha256).digest()
    return hmac.new(key, data, hashlib.sha256).hexdigest()


__all__ = ["RecordStore", "UngradedEntries", "read_record"]
