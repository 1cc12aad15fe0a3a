"""``grades.csv`` in the output folder: written again during a run, and never over what somebody changed in it.

The digests of the last two sheets are kept in ``.grader``: one is written before the sheet itself, so that a run
that is killed in between does not take its own sheet for a changed one.
"""

from __future__ import annotations

import hashlib
from itertools import count
from pathlib import Path
from typing import Final

import msgspec

from grader.grading.store import RecordStore
from grader.output import write_atomic, write_error

SHEET: Final = "grades.csv"
_STATE: Final = "sheet"


class _OwnSheets(msgspec.Struct, frozen=True):
    """SHA-256 of the last sheets that were written here, the newest last."""

    digests: tuple[str, ...] = ()


class SheetFile:
    """The sheet of one output folder.

    Attributes
    ----------
    kept_aside : list of str
        Names of the files to which changed sheets were moved.
    """

    def __init__(self, store: RecordStore) -> None:
        self.kept_aside: list[str] = []
        self._store = store
        self._path = store.folder / SHEET
        self._own = store.state(_STATE, _OwnSheets) or _OwnSheets()

    def write(self, text: str) -> None:
        """Replace the sheet. One that was changed after it was written is moved aside first."""
        content = text.encode("utf-8", errors="backslashreplace")
        digest = _digest(content)
        self._store.check()
        self._move_aside(besides=digest)
        if digest not in self._own.digests[-1:]:
            self._own = _OwnSheets((*self._own.digests[-1:], digest))
            self._store.keep_state(_STATE, self._own)
        write_atomic(self._path, content, root=self._store.folder)

    def _move_aside(self, besides: str) -> None:
        """A sheet that equals the one to be written has nothing that could be lost."""
        try:
            if not self._path.is_file() or _digest(self._path.read_bytes()) in (*self._own.digests, besides):
                return
            place = self._free_place()
            self._path.rename(place)
        except OSError as error:
            raise write_error(self._path, error) from None
        self.kept_aside.append(place.name)

    def _free_place(self) -> Path:
        places = (self._path.with_name(f"grades-changed-{n}.csv") for n in count(1))
        return next(place for place in places if not place.exists() and not place.is_symlink())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
