"""The files that a course begins with when pushes are to be graded: settings, a systemd unit, and a hook."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grader.authoring.scaffold import filled_template
from grader.course import Course
from grader.errors import OutputError, UsageError
from grader.serve.push_settings import SETTINGS_FILE
from grader.serve.spool_folder import hook_script

UNIT_FILE: Final = "grader-serve.service"
HOOK_FILE: Final = "post-receive"
_REFUSED: Final = frozenset("\"'\\%$;{}")
"""Characters that a systemd unit, a TOML string or an address reads as something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PushPlaces:
    """Where things lie on the machine, until the author writes something else: all beside the course.

    Attributes
    ----------
    course : Path
        The folder that holds ``course.toml``.
    root : Path
        The folder in which the course, the repositories and the results lie side by side.
    """

    course: Path
    root: Path

    @classmethod
    def of(cls, folder: Path, course: Course) -> PushPlaces:
        """For a course that was found in ``folder``, or in its folder ``assignments``."""
        return cls(course=course.folder.resolve(), root=folder.resolve().parent)

    @property
    def git(self) -> Path:
        return self.root / "git"

    @property
    def spool(self) -> Path:
        return self.root / "spool"

    @property
    def results(self) -> Path:
        return self.root / "results"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets"


def write_push_files(places: PushPlaces) -> list[Path]:
    """Write ``push.toml``, the systemd unit and the hook beside ``course.toml``.

    Parameters
    ----------
    places : PushPlaces

    Returns
    -------
    list of Path
        The files written, by their full paths.

    Raises
    ------
    UsageError
        One of the files exists already, or the folder's name cannot stand in them. Nothing is written then.
    OutputError
        The folder cannot be written.
    """
    if any(
        not letter.isprintable() or letter.isspace() or letter in _REFUSED for letter in str(places.course)
    ):
        raise UsageError(
            f"{places.course}: spaces, quotes and any of \\ % $ ; {{ }} in this path would be read wrongly by systemd "
            "or git. Move the course to a folder with a plain name."
        )
    files = {
        SETTINGS_FILE: (
            filled_template("push/push.toml.j2", git=str(places.git), spool=str(places.spool)),
            0o644,
        ),
        UNIT_FILE: (_unit(places), 0o644),
        HOOK_FILE: (hook_script(places.spool), 0o755),
    }
    paths = [places.course / name for name in files]
    for path in paths:
        if path.exists() or path.is_symlink():
            raise UsageError(
                f"{path}: exists already and is kept. Nothing was written. Move it away to get a new one."
            )
    try:
        for path, (text, mode) in zip(paths, files.values(), strict=True):
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
            path.chmod(mode)
    except OSError as error:
        raise OutputError(
            f"{error.filename or places.course}: cannot be written: {error.strerror}. "
            "Give yourself the right to write there."
        ) from None
    return paths


def _unit(places: PushPlaces) -> str:
    return filled_template(
        "push/grader-serve.service.j2", course=str(places.course), root=str(places.root), results=str(places.results),
        secrets=str(places.secrets), python=sys.executable,
    )  # fmt: skip
