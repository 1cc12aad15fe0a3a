"""What grading one assignment needs of a course: no other assignment, and not the secret of the course."""

from __future__ import annotations

import importlib.metadata
import re
import secrets
from pathlib import Path

from grader.course import Assignment, Course
from grader.errors import CourseError
from grader.handout import toml_text
from grader.packing.wheel_file import files_below

_FILES = ("assignment.toml", "README.md", "mistakes.toml")
_FOLDERS = ("public", "hidden", "wrong", "independent", "given", "starter")
"""What only ``grader verify`` reads stays behind: cheats, solutions, equivalent changes."""
_PINNED = ("numpy", "pyflakes", "pytest")
"""Libraries whose version can change a report."""
_OLDEST_MINOR = 11
"""Of Python 3, for the engine."""


def course_copy(course: Course, assignment: Assignment) -> dict[str, bytes]:
    """The files of a course with this assignment alone, by path, with a new secret.

    Raises
    ------
    CourseError
        A file cannot be read.
    """
    files = course_files(course, assignment)
    files["assignments/.grader/secret"] = secrets.token_urlsafe(32).encode() + b"\n"
    return files


def course_files(course: Course, assignment: Assignment) -> dict[str, bytes]:
    """The files of a course with this assignment alone, by path, without a secret.

    Raises
    ------
    CourseError
        A file cannot be read.
    """
    home = f"assignments/{assignment.id}"
    paths = {f"{home}/{name}": assignment.folder / name for name in _FILES}
    for name in _FOLDERS:
        for path in files_below(assignment.folder / name):
            paths[f"{home}/{path.relative_to(assignment.folder).as_posix()}"] = path
    names = (assignment.settings.reference or assignment.settings.module, *assignment.modules[1:])
    paths |= {f"reference/{name}": course.reference_dir / name for name in names}
    files = {name: _read(path) for name, path in paths.items() if path.exists()}
    files["assignments/course.toml"] = _settings(course, assignment).encode()
    return files


def needed_libraries(assignment: Assignment) -> list[str]:
    """Requirements of a machine that grades the assignment, besides the engine: the versions that are used here.

    Raises
    ------
    CourseError
        A library that submissions may import is not installed here.
    """
    # What follows + names a build, such as one for the CPU.
    pins = (f"{name}=={importlib.metadata.version(name).partition('+')[0]}" for name in _packages(assignment))
    return sorted(pins, key=str.lower)


def oldest_python(assignment: Assignment) -> str:
    """The oldest Python for which all `needed_libraries` are made: ``3.11``, or newer."""
    about = (importlib.metadata.metadata(name) for name in _packages(assignment))
    demands = (each["Requires-Python"] for each in about if "Requires-Python" in each)
    minors = (int(minor) for demand in demands for minor in re.findall(r">=\s*3\.(\d+)", demand))
    return f"3.{max([_OLDEST_MINOR, *minors])}"


def _packages(assignment: Assignment) -> set[str]:
    """The packages to pin."""
    settings = assignment.settings
    modules = dict.fromkeys((*_PINNED, *settings.imports.allowed, *settings.preload))
    found = importlib.metadata.packages_distributions()
    for module in modules:
        if not found.get(module):
            raise CourseError(
                f"{assignment.id}: submissions may import {module}, and it is not installed here, so the version to "
                f"install elsewhere is not known. Install {module} here, or take it out of assignment.toml."
            )
    return {found[module][0] for module in modules}


def _settings(course: Course, assignment: Assignment) -> str:
    """``course.toml``. A public secret is not handed on."""
    settings = course.settings
    return toml_text(
        {
            "title": settings.title,
            "assignments": [assignment.id],
            "reference": "../reference",
            "required_isolation": settings.required_isolation,
            "seed": settings.seed,
        }
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CourseError(f"{path}: cannot be read: {error.strerror}. Make it readable.") from None


__all__ = ["course_copy", "course_files", "needed_libraries", "oldest_python"]
