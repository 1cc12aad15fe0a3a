"""The works of a class as Dolos and JPlag read them. Both are programs that run on one's own machine."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from grader.model import Record, SourceFile

_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""Of every file in the zip: equal works give an equal zip."""


def dolos_zip(records: Iterable[Record]) -> bytes:
    """The zip that Dolos reads: every Python file of every student, and ``info.csv`` in its root.

    The sheet has the columns ``filename`` and, where it is known, ``created_at``. A file lies in ``works/STUDENT/``.
    """
    sheet, packed = io.StringIO(), io.BytesIO()
    rows = csv.writer(sheet, lineterminator="\n")
    rows.writerow(["filename", "created_at"])
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for record in records:
            for file in _code_files(record):
                name = f"works/{file.path}"
                rows.writerow([name, _created(record.hand_in.received_us)])
                archive.writestr(zipfile.ZipInfo(name, _DATE), file.data, zipfile.ZIP_DEFLATED)
        archive.writestr(zipfile.ZipInfo("info.csv", _DATE), sheet.getvalue(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def jplag_files(records: Iterable[Record], given: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """The folders that JPlag reads: ``works/STUDENT/`` for each student, and ``base/`` with what was handed out.

    Parameters
    ----------
    records : iterable of Record
    given : mapping
        Texts that were handed out, by file name, for JPlag's option ``-bc``.
    """
    for name, text in given.items():
        yield f"base/{name}", _encoded(text)
    for record in records:
        for file in _code_files(record):
            yield f"works/{file.path}", file.data


class _CodeFile(NamedTuple):
    path: str
    """``STUDENT/metrics.py``"""
    data: bytes


def _code_files(record: Record) -> Iterator[_CodeFile]:
    """The code of a student, notebooks as the code that was extracted from them."""
    for file in record.report.sources:
        yield _CodeFile(f"{record.report.student}/{_inner_path(file)}", _encoded(file.text))


def _inner_path(file: SourceFile) -> str:
    """A path that stays in the student's folder, and ends as a Python file does."""
    parts = [part for part in PurePosixPath(file.name).parts if part not in ("/", "..", ".")]
    name = "/".join(parts) or "code.py"
    return name if name.endswith(".py") else f"{name}.py"


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _created(received_us: int | None) -> str:
    """When a work came, as Dolos reads it: ``2026-03-01 17:12:33 +0000``."""
    if received_us is None:
        return ""
    start = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    return f"{start + dt.timedelta(microseconds=received_us):%Y-%m-%d %H:%M:%S %z}"
