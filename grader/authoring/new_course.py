"""Create a course that works at once: settings, an example assignment, a secret, and what CI needs."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.authoring.scaffold import filled_template, new_assignment
from grader.authoring.setting_text import commented_settings
from grader.course import CourseSettings, load_course
from grader.errors import OutputError, UsageError

EXAMPLE = "rms_norm"
"""The assignment that a new course begins with."""
_SECRET_BYTES = 32
_FILES: Mapping[str, str] = {
    "README.md": "README.md.j2",
    ".gitignore": "gitignore.j2",
    ".github/workflows/verify.yml": "github.yml.j2",
    ".gitlab-ci.yml": "gitlab.yml.j2",
}
"""Paths in the course's folder, and the template of each."""
_COURSE = Path("assignments", "course.toml")
_SECRET = Path("assignments", ".grader", "secret")


def new_course(folder: Path, title: str) -> list[Path]:
    """Create a course in a folder, which may exist but not hold a course.

    Parameters
    ----------
    folder : Path
    title : str
        Of the course, in reports.

    Returns
    -------
    list of Path
        The files written, sorted, from the folder.

    Raises
    ------
    UsageError
        The title cannot stand in ``course.toml``, or one of the files exists already. Nothing is written then.
    OutputError
        The folder cannot be written.
    """
    folder = folder.resolve()
    if '"' in title or "\\" in title or not title.isprintable():
        raise UsageError(
            f'The title must be one line without " and \\, got {title!r}. Choose another --title.'
        )
    for path in _paths(folder):
        if path.exists() or path.is_symlink():
            raise UsageError(f"{path}: exists already and is kept. Name another folder, or remove it.")
    try:
        written = list(_write_course(folder, title))
    except OSError as error:
        raise OutputError(
            f"{error.filename or folder}: the course cannot be written: {error.strerror}. Name another folder."
        ) from None
    example = new_assignment(load_course(folder / _COURSE.parent), EXAMPLE)
    return sorted(path.relative_to(folder) for path in [*written, *example])


def _paths(folder: Path) -> Iterator[Path]:
    yield from (folder / name for name in _FILES)
    yield from (folder / _COURSE, folder / _SECRET, folder / "assignments" / EXAMPLE)
    yield folder / "reference" / f"{EXAMPLE}.py"


def _write_course(folder: Path, title: str) -> Iterator[Path]:
    for name, template in _FILES.items():
        text = filled_template(f"course/{template}", title=title, example=EXAMPLE)
        yield _written(folder / name, text)
    given = {"title": title, "reference": "../reference"}
    yield _written(folder / _COURSE, commented_settings(CourseSettings, given))
    yield _written(folder / _SECRET, f"{secrets.token_hex(_SECRET_BYTES)}\n", private=True)


def _written(path: Path, text: str, *, private: bool = False) -> Path:
    path.parent.mkdir(mode=0o700 if private else 0o777, parents=True, exist_ok=True)
    path.touch(mode=0o600 if private else 0o666)
    path.write_text(text, encoding="utf-8")
    return path
