"""The names in a download: of the entries of a zip, or of the files of a folder into which one was unpacked."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from grader.errors import UsageError
from grader.intake.archive_limits import is_generated
from grader.intake.zip_directory import MOST_ENTRIES, read_entries

LONGEST_NAME: Final = 1000
"""Characters of a name that is looked at. No platform gives longer ones, and some expressions take long for them."""


class StoredFile(NamedTuple):
    """One file of a download."""

    path: str
    """Its name with ``/``, composed, without a folder around everything."""
    stored: str
    """Its name as it is stored."""

    @property
    def top(self) -> str:
        """The file's or folder's name at the top of the download."""
        return self.path.partition("/")[0]

    @property
    def is_flat(self) -> bool:
        """Whether it lies at the top, under a name that a platform may have given."""
        return "/" not in self.path and len(self.path) <= LONGEST_NAME

    @property
    def inner(self) -> str:
        """The name below the folder at the top; empty for a file that lies at the top."""
        return self.path.partition("/")[2]


def list_files(path: Path) -> tuple[StoredFile, ...]:
    """The files of a download in the order of their names, without those that systems create by themselves.

    Raises
    ------
    UsageError
        It cannot be read, is no zip file, or has too many entries.
    """
    names = list(_names_below(path)) if path.is_dir() else [entry.name for entry in read_entries(path)]
    files = [StoredFile(_plain(name), name) for name in names]
    return tuple(sorted(each for each in files if each.path and not is_generated(each.path)))


def without_outer_folder(files: Iterable[StoredFile]) -> tuple[StoredFile, ...]:
    """The files of a download that has one folder around everything, from that folder on; else nothing."""
    files = tuple(files)
    if len({each.top for each in files}) != 1 or not all(each.inner for each in files):
        return ()
    return tuple(StoredFile(each.inner, each.stored) for each in files)


def top_names(path: Path) -> list[list[str]]:
    """The names at the top of a download, and where that is one folder, those in it. A folder's name ends with ``/``.

    Of a folder on disk nothing below is looked at: it may be an ordinary class.
    """
    if path.is_dir():
        names = _listed(path)
        return [names, _listed(path / names[0])] if len(names) == 1 and names[0].endswith("/") else [names]
    files = list_files(path)
    return [_tops(each) for each in (files, without_outer_folder(files)) if each]


def _listed(folder: Path) -> list[str]:
    names = (entry.name + "/" * entry.is_dir(follow_symlinks=False) for entry in os.scandir(folder))
    return sorted(name for name in map(_plain, names) if not is_generated(name))


def _tops(files: Iterable[StoredFile]) -> list[str]:
    return list(dict.fromkeys(each.top + "/" * bool(each.inner) for each in files))


def _names_below(folder: Path) -> Iterator[str]:
    count = 0
    for here, folders, files in os.walk(folder):
        # A link to a folder is not followed; reading it says what it is.
        links = [name for name in folders if (Path(here) / name).is_symlink()]
        for name in (*files, *links):
            count += 1
            if count > MOST_ENTRIES:
                raise UsageError(
                    f"{folder}: it has more than {MOST_ENTRIES:,} files. Name the download's folder."
                )
            yield (Path(here) / name).relative_to(folder).as_posix()


def _plain(name: str) -> str:
    # Bytes that cannot be decoded arrive as lone surrogates. A page with those cannot be written.
    text = os.fsencode(name).decode("utf-8", "replace") if _SURROGATE.search(name) else name
    return unicodedata.normalize("NFC", text.replace("\\", "/")).removeprefix("./")


_SURROGATE = re.compile("[\ud800-\udfff]")
