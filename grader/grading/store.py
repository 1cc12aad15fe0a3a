"""Records on disk: one atomic file each, signed, so that a killed run goes on where it was."""

from __future__ import annotations

import fcntl
import hashlib
import hmac
from pathlib import Path
from typing import IO

import msgspec

from grader.errors import UsageError
from grader.model import Record
from grader.output import not_written, write_json

_STORE_SCHEMA = "grader/record/1"


class _Signed(msgspec.Struct):
    schema: str
    hmac: str
    record: msgspec.Raw


class RecordStore:
    """The full records of one output folder; closed to other users, one run at a time.

    Parameters
    ----------
    folder : Path
        The output folder; created if missing.
    secret : bytes
        Signs the records: a file anybody else wrote is no record.
    resume : bool
        Go on where an earlier run stopped. Without it a folder with results is refused.
    """

    def __init__(self, folder: Path, secret: bytes, *, resume: bool) -> None:
        self.folder = folder
        self._secret = secret
        self._records = folder / ".grader" / "records"
        try:
            self._records.mkdir(parents=True, exist_ok=True)
            (folder / ".grader").chmod(0o700)
            self._lock: IO[str] = (folder / ".grader" / "lock").open("w")
        except OSError as error:
            raise not_written(folder, error) from None
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            raise UsageError(
                f"{folder}: another run is writing there. Wait for it, or choose another folder with -o."
            ) from None
        if not resume and any(self._records.rglob("*.json")):
            self._lock.close()
            raise UsageError(
                f"{folder} holds the results of an earlier run. Add --resume to go on with it, "
                "or choose another folder with -o."
            )

    def save(self, record: Record) -> None:
        """Write a record under a temporary name and rename it."""
        data = msgspec.json.encode(record)
        signed = _Signed(schema=_STORE_SCHEMA, hmac=self._sign(data), record=msgspec.Raw(data))
        path = self._path(record.report.assignment, record.report.student)
        write_json(path, signed, mode=0o600)

    def load(self, assignment: str, student: str) -> Record | None:
        """A record of an earlier run, if it is whole and ours."""
        try:
            return read_record(self._path(assignment, student), self._secret)
        except UsageError:
            return None

    def close(self) -> None:
        self._lock.close()

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
        signed = msgspec.json.decode(path.read_bytes(), type=_Signed)
        data = msgspec.json.encode(msgspec.json.decode(signed.record))
        record = msgspec.json.decode(data, type=Record)
    except (OSError, msgspec.MsgspecError) as error:
        raise UsageError(
            f"{path}: not a record of a graded submission: {error}. They lie in DIR/.grader/records/."
        ) from None
    ours = secret is None or hmac.compare_digest(signed.hmac.encode(), _sign(data, secret).encode())
    if signed.schema != _STORE_SCHEMA or not ours:
        raise UsageError(
            f"{path}: the record was changed after it was written, or under another course secret. "
            "Grade the submission again."
        )
    return record


def _sign(data: bytes, secret: bytes) -> str:
    key = hmac.new(secret, b"grader records", hashlib.sha256).digest()
    return hmac.new(key, data, hashlib.sha256).hexdigest()


__all__ = ["RecordStore", "read_record"]
