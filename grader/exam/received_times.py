"""When sheets came, as the learning platform says: CSV with ``student,received``."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from grader.errors import UsageError


def received_times(path: Path, time_zone: tzinfo | None) -> dict[str, datetime]:
    """Times by student. An empty cell is no time: what is not known is not checked.

    Parameters
    ----------
    path : Path
    time_zone : tzinfo
        Of times without an offset: that of the end of the exam.

    Raises
    ------
    UsageError
        The file cannot be read, lacks a column, names a student twice, or holds something that is no time.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 text at byte {error.start}. Save it as 'CSV UTF-8'.") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}. Check --received.") from None
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    table = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True
    )
    found: dict[str, datetime] = {}
    lines: set[str] = set()
    try:
        table.fieldnames = [name.strip().casefold() for name in table.fieldnames or []]
        for column in ("student", "received"):
            if table.fieldnames.count(column) != 1:
                raise UsageError(
                    f"{path}: one column '{column}' is needed in the first line, got "
                    f"{', '.join(table.fieldnames) or 'an empty file'}. Write 'student,received' there."
                )
        for line in table:
            student, moment = ((line[name] or "").strip() for name in ("student", "received"))
            where = f"{path}, line {table.line_num}"
            if student in lines:
                raise UsageError(f"{where}: '{student}' has a line already. Keep the one that counts.")
            lines.add(student)
            if moment:
                found[student] = _moment(moment, time_zone, where)
    except csv.Error as error:
        raise UsageError(
            f"{path}, line {table.line_num}: not valid CSV: {error}. Save it as CSV again."
        ) from None
    return found


def _moment(text: str, time_zone: tzinfo | None, where: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"{where}: expected a time such as '2026-12-01 11:29' or '2026-12-01T11:29:30+01:00', got '{text}'. "
            "Change it, or leave it empty."
        ) from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=time_zone)
    return moment.astimezone(UTC)


__all__ = ["received_times"]
