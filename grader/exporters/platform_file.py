"""A file of a learning platform: read as it came, written again in its own way."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grader.errors import UsageError
from grader.text import sanitize

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t")
_BOM: Final = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformFile:
    """A table of cells. Every row has as many cells as the header or more."""

    path: Path
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    delimiter: str = ","
    bom: bool = False

    @classmethod
    def load(cls, path: Path, delimiters: str = ",;\t") -> PlatformFile:
        """Read a file in UTF-8, with or without a byte order mark.

        Raises
        ------
        UsageError
            It cannot be read, is no UTF-8, or is no CSV file with a header.
        """
        text = _read_text(path)
        bom, text = text.startswith(_BOM), text.removeprefix(_BOM)
        delimiter = max(delimiters, key=text.partition("\n")[0].count)
        try:
            lines = [
                line
                for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
                if line
            ]
        except csv.Error as error:
            raise UsageError(f"{path}: not valid CSV: {error}. Download it again.") from None
        if not lines or len(lines[0]) < 2:
            raise UsageError(
                f"{path}: no table with several columns. Name the CSV file that the platform exported with --from."
            )
        width = len(lines[0])
        rows = tuple(tuple(line + [""] * (width - len(line))) for line in lines[1:])
        return cls(path=path, header=tuple(lines[0]), rows=rows, delimiter=delimiter, bom=bom)

    def text(self, header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
        """Another table in the way of this file."""
        return _BOM * self.bom + csv_text(header, rows, self.delimiter)

    def column(self, *names: str) -> int | None:
        """The place of the first column with one of these names, in any case."""
        wanted = [name.casefold() for name in names]
        return next((at for at, cell in enumerate(self.header) if cell.strip().casefold() in wanted), None)


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path}: not UTF-8 text at byte {error.start}. Download it again, or save it as 'CSV UTF-8'."
        ) from None
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read: {(error.strerror or str(error)).lower()}. Check --from."
        ) from None


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """A table as CSV."""
    text = io.StringIO()
    sheet = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    sheet.writerow(header)
    sheet.writerows(rows)
    return text.getvalue()


def guarded_cell(text: str) -> str:
    """A cell of one line that no spreadsheet takes for a formula. A dash alone, which platforms write, stays."""
    text = re.sub(r"\s*\n\s*", " ", sanitize(text))
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) and text != "-" else text
