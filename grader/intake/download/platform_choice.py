"""Which platform a download is from: as it was said, or the only one whose names it has."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grader.errors import UsageError
from grader.intake.archive_member import read_stored
from grader.intake.download import (
    blackboard_download,
    canvas_download,
    class_zip,
    gradescope_download,
    moodle_download,
    name_pattern,
)
from grader.intake.download.export_metadata import METADATA_BYTES
from grader.intake.download.handed import Asked, DownloadContent
from grader.intake.download.stored_file import StoredFile, list_files, top_names, without_outer_folder
from grader.intake.identity import readable_suffix
from grader.intake.roster import Roster
from grader.intake.selection import contains_module

_FITS: Final[Mapping[str, Callable[[Sequence[str]], int]]] = {
    canvas_download.NAME: canvas_download.fits,
    moodle_download.NAME: moodle_download.fits,
    gradescope_download.NAME: gradescope_download.fits,
    blackboard_download.NAME: blackboard_download.fits,
}
_KNOWN_BY: Final[Mapping[str, tuple[str, ...]]] = {
    canvas_download.NAME: ("canvas_id", "name", "group"),
    moodle_download.NAME: ("moodle_id", "name", "group"),
    gradescope_download.NAME: ("sid", "email", "name"),
    blackboard_download.NAME: ("login",),
    class_zip.NAME: ("file",),
}
"""Columns of the roster by which students can be known, of which one at least is needed."""
FILES: Final = class_zip.NAME
"""A class of ordinary submissions in one zip: no platform."""
SOURCES: Final = (*_FITS, FILES, f"{name_pattern.PREFIX}…")
"""What ``--from`` takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A download of a whole class, and how it is read."""

    path: Path
    """The zip, or the folder into which it was unpacked; without links."""
    typed: str
    """The path as it was typed, for lists."""
    platform: str
    """One of `SOURCES`, or a regular expression after ``regex=``."""
    guessed: bool = False

    @property
    def via(self) -> str:
        """The platform's name for records."""
        return "regex" if self.platform.startswith(name_pattern.PREFIX) else self.platform

    def check_roster(self, roster: Roster) -> None:
        """Make sure that the roster can say whose account is whose.

        Raises
        ------
        UsageError
            It has none of the columns by which this platform's students can be known.
        """
        needed = _KNOWN_BY.get(self.platform, ())
        if needed and not roster.columns & set(needed):
            raise UsageError(
                f"{roster.path}: to tell whose submission is whose in a download of {self.platform}, the roster needs "
                f"a column {' or '.join(needed)}, got {', '.join(sorted(roster.columns))}. Add one, or leave --roster "
                "out."
            )

    def read(self, asked: Asked) -> DownloadContent:
        """Who handed in what. Nothing is unpacked.

        Raises
        ------
        UsageError
            The download cannot be read.
        """
        files = list_files(self.path)
        inner = without_outer_folder(files)
        if self.platform.startswith(name_pattern.PREFIX):
            return name_pattern.read(files, asked, name_pattern.compiled(self.platform))
        if self.platform == FILES:
            return class_zip.read(inner or files, asked)
        if inner and _count(self.platform, inner) > _count(self.platform, files):
            files = inner
        return self._readers()[self.platform](files, asked)

    def _readers(self) -> dict[str, Callable[[Sequence[StoredFile], Asked], DownloadContent]]:
        load = functools.partial(_load, self.path)
        return {
            canvas_download.NAME: canvas_download.read,
            moodle_download.NAME: moodle_download.read,
            gradescope_download.NAME: functools.partial(gradescope_download.read, load=load),
            blackboard_download.NAME: blackboard_download.read,
        }


def choose_download(
    path: Path, source: str | None, module: str, roster: Roster | None = None
) -> Download | None:
    """The download that a path is; ``None`` if it is an ordinary submission or class.

    Parameters
    ----------
    path : Path
        As it was typed.
    source : str, optional
        One of `SOURCES`. Without it a platform is taken if exactly one fits, and a zip that holds several
        submissions is a class.
    module : str
        File name of the starter's module.
    roster : Roster, optional
        May tell a class from one submission.

    Raises
    ------
    UsageError
        The source is none, or the download cannot be read.
    """
    resolved = path.resolve()
    if source is not None:
        _check_source(source)
        return Download(path=resolved, typed=str(path), platform=source)
    try:
        guess = _guess(resolved, module, roster)
    except OSError:  # whoever reads it as an ordinary class says what is wrong
        return None
    return Download(path=resolved, typed=str(path), platform=guess, guessed=True) if guess else None


def _check_source(source: str) -> None:
    if source.startswith(name_pattern.PREFIX):
        name_pattern.compiled(source)
    elif source not in (*_FITS, FILES):
        raise UsageError(f"--from {source}: must be one of {', '.join(SOURCES)}. Correct it.")


def _guess(path: Path, module: str, roster: Roster | None) -> str:
    """The only platform that fits, else a class in a zip, else nothing."""
    if path.is_dir():
        if contains_module(path, module):
            return ""
    elif path.suffix.lower() != ".zip" or not _is_zip(path):
        return ""
    tops = top_names(path)
    fitting = [name for name in _FITS if any(_fits(name, names) for names in tops)]
    if path.is_dir() and roster and "file" in roster.columns:
        # The roster may name the files of an unpacked download by patterns: so they were graded before.
        fitting = [name for name in fitting if roster.columns & set(_KNOWN_BY[name])]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise UsageError(
            f"{path}: its names fit the downloads of {' and '.join(fitting)}. Say which it is with --from."
        )
    if path.is_dir():
        return ""
    files = list_files(path)
    return FILES if class_zip.is_class(without_outer_folder(files) or files, module, roster) else ""


def _is_zip(path: Path) -> bool:
    """Whether a zip can be listed. What cannot is left to whoever reads it as one submission, and says why."""
    try:
        list_files(path)
    except UsageError:
        return False
    return True


def _fits(platform: str, names: Sequence[str]) -> bool:
    """Whether all names are the platform's, but for files beside them that cannot be anybody's work."""
    fits = _FITS[platform]
    if platform == gradescope_download.NAME:
        return bool(fits(names))
    others = [name for name in names if not fits([name])]
    return len(others) < len(names) and not any(map(_may_be_work, others))


def _may_be_work(name: str) -> bool:
    return not name.startswith(".") and (name.endswith("/") or bool(readable_suffix(name)))


def _count(platform: str, files: Sequence[StoredFile]) -> int:
    tops = dict.fromkeys(each.top + "/" * bool(each.inner) for each in files)
    return _FITS[platform](list(tops))


def _load(path: Path, each: StoredFile) -> bytes:
    return read_stored(path, each.stored, METADATA_BYTES + 1)
