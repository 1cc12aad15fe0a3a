"""The handout: what a student gets of an assignment, and nothing else.

::

    README.md          the statement
    figure.svg         each picture that the statement shows and that lies beside it
    <module>.py        the starter, to be filled in where it lies; so are those of functions timed on a GPU
    public/            the public tests
    given/make.py      the script that builds objects for the tests, where there is one
    assignment.toml    the settings a student may see

The list is of what goes in, never of what stays out: a file an author adds elsewhere in the assignment's
folder is not handed out.
"""

from __future__ import annotations

import json
import re
import stat
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.course import Assignment, public_settings
from grader.course.statement import PICTURE_KINDS, pictures
from grader.errors import CourseError, OutputError, UsageError

_NOTE = "# Made by 'grader handout'. 'grader check' reads it; a change here changes no grade.\n\n"
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def write_handout(assignment: Assignment, destination: Path) -> list[Path]:
    """Write the handout of an assignment into a folder that is new or empty.

    A new folder appears whole or not at all. Links are not followed: one could bring a hidden file along.

    Returns
    -------
    list of Path
        The files of the handout, sorted.

    Raises
    ------
    UsageError
        The destination is a file, or a folder with something in it.
    CourseError
        A file to hand out is missing, or no regular file; the statement shows a picture that lies elsewhere; no
        starter can be made from the reference.
    OutputError
        The destination cannot be written.
    """
    target = destination.resolve()
    files = _files(assignment)
    try:
        _check_destination(target, destination, assignment)
        _write(files, target)
    except OSError as error:
        raise OutputError(
            f"{destination}: the handout cannot be written there: {error.strerror}. "
            "Name a folder that you may write to."
        ) from None
    return sorted(destination / name for name in files)


def _check_destination(target: Path, shown: Path, assignment: Assignment) -> None:
    if shown.is_symlink() and not target.exists():
        raise UsageError(f"{shown}: this is a link to '{target}', which is not there. Name a folder.")
    if target.is_relative_to(assignment.folder.resolve()):
        raise UsageError(f"{shown}: it lies inside the assignment '{assignment.id}'. Name one outside.")
    if target.is_dir():
        found = next(target.iterdir(), None)
        if found:
            raise UsageError(f"{shown}: the folder must be empty, but holds '{found.name}'. Name a new one.")
    elif target.exists():
        raise UsageError(f"{shown}: expected a folder, but this is a file. Name a new folder.")


def _write(files: Mapping[str, bytes], target: Path) -> None:
    """By way of a folder beside the files' place, so that they arrive by renaming."""
    into_existing = target.is_dir()
    if not into_existing:
        target.parent.mkdir(parents=True, exist_ok=True)
    place = target if into_existing else target.parent
    with tempfile.TemporaryDirectory(dir=place, prefix=".handout-") as folder:
        whole = Path(folder, "handout")  # the folder above is closed to others, this one need not be
        for name, data in files.items():
            (whole / name).parent.mkdir(parents=True, exist_ok=True)
            (whole / name).write_bytes(data)
        if into_existing:  # it may be somebody's working directory: fill it rather than replace it
            for child in whole.iterdir():
                child.rename(target / child.name)
        else:
            whole.rename(target)


def _files(assignment: Assignment) -> dict[str, bytes]:
    statement = _read(assignment.statement_path, assignment.folder)
    files = {
        "README.md": statement,
        **{path.name: _read(path, assignment.folder) for path in _picture_paths(assignment, statement)},
        **{name: _starter(assignment, name) for name in assignment.modules},
        "assignment.toml": (_NOTE + toml_text(public_settings(assignment.settings))).encode(),
    }
    if assignment.given_path.exists():
        files["given/make.py"] = _read(assignment.given_path, assignment.folder)
    for path in _public_paths(assignment.public_dir):
        files[path.relative_to(assignment.folder).as_posix()] = _read(path, assignment.folder)
    return files


def _picture_paths(assignment: Assignment, statement: bytes) -> Iterator[Path]:
    """Pictures beside the statement. Any other file of the course that it names might be one of the staff's."""
    for picture in pictures(statement.decode("utf-8", errors="replace")):
        if picture.is_beside:
            yield assignment.folder / picture.source
        elif picture.is_file and not picture.source.startswith("public/"):
            raise CourseError(
                f"{assignment.statement_path}: expected pictures in the folder of the statement, with a name that ends "
                f"with {', '.join(PICTURE_KINDS)}, got '{picture.source}'. Put it there, or it is not handed out."
            )


def _starter(assignment: Assignment, module: str) -> bytes:
    own = assignment.starter_path(module)
    if own.exists() or own.is_symlink():
        return _read(own, assignment.folder)
    return assignment.starter_text(module).encode()


def _public_paths(folder: Path) -> Iterator[Path]:
    """Every file below, but for what tools leave behind: ``__pycache__`` and names that start with a dot."""
    if not folder.exists():
        return
    for path in sorted(_entries(folder)):
        if path.name == "__pycache__" or path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _public_paths(path)
        else:
            yield path


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError as error:
        raise CourseError(f"{folder}: cannot be read: {error.strerror}. Make it readable.") from None


def _read(path: Path, folder: Path) -> bytes:
    """A file's bytes, if neither it nor a folder between it and the assignment's ``folder`` is a link."""
    links = [p for p in (path, *path.parents) if p.is_relative_to(folder) and p != folder and p.is_symlink()]
    try:
        if not links and stat.S_ISREG(path.stat().st_mode):
            return path.read_bytes()
    except OSError as error:
        raise CourseError(
            f"{path}: a file of the handout cannot be read: {error.strerror}. Create it, or make it readable."
        ) from None
    raise CourseError(
        f"{links[0] if links else path}: expected a file or folder of the course, but this is a link or "
        "special file, which a handout does not follow. Put a copy in its place."
    )


def toml_text(table: Mapping[str, object]) -> str:
    """A table as TOML: strings, booleans, numbers, lists of these, tables, and lists of tables.

    Examples
    --------
    >>> print(toml_text({"id": "norm", "tasks": [{"points": 2.0}]}), end="")
    id = "norm"
    <BLANKLINE>
    [[tasks]]
    points = 2.0
    """
    return "\n".join(_table_lines(table, ())).lstrip("\n") + "\n"


def _table_lines(table: Mapping[str, object], path: tuple[str, ...]) -> Iterator[str]:
    """Plain values first: after a header, a key would belong to the table below it."""
    inner: list[tuple[str, str, Mapping[str, object]]] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            inner.append((key, "[{}]", value))
        elif isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value):
            inner += [(key, "[[{}]]", item) for item in value]
        else:
            yield f"{_key(key)} = {_value(value)}"
    for key, header, below in inner:
        yield ""
        yield header.format(".".join(map(_key, (*path, key))))
        yield from _table_lines(below, (*path, key))


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _string(key)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, (int, float)):
        return repr(value)  # Python and TOML spell inf, nan and exponents alike
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    raise TypeError(f"cannot write as TOML: expected str, bool, int, float, list or dict, got {value!r}")


def _string(text: str) -> str:
    """JSON escapes as TOML does, but for DEL, which TOML wants escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


__all__ = ["toml_text", "write_handout"]
