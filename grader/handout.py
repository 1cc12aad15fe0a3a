"""Write the handout: the files of an assignment that students get, and nothing else.

::

    README.md          the statement, and how to install, to check and to hand in
    statement.html     the same for a browser: one file with its formulas and pictures, without network
    figure.svg         the pictures beside the statement that it shows
    <module>.py        the starter, which students fill in; also those of functions that are timed on a GPU
    public/            the public tests
    given/make.py      the script that builds objects for the tests, if there is one
    assignment.toml    the settings that students may see

Only files of this list are handed out. Any other file in the assignment's folder is not.
"""

from __future__ import annotations

import json
import re
import stat
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from grader.course import Assignment, public_settings
from grader.course.statement import PICTURE_KINDS, pictures
from grader.errors import CourseError, OutputError, UsageError
from grader.handout_guide import with_guide
from grader.intake import starter_digest
from grader.messages import say
from grader.reports.statement_page import statement_html

_HEADER = "# Made by 'grader handout'. 'grader check' reads it; a change here changes no grade.\n\n"
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def write_handout(assignment: Assignment, destination: Path) -> list[Path]:
    """Write the handout of an assignment into a folder, beside what is there: no file is overwritten.

    Where the folder is another assignment's handout, a folder of the assignment's name is made in it. A new folder is
    complete, or it is not created. Links are not followed, because a link could lead to a hidden file.

    Returns
    -------
    list of Path
        The files of the handout, sorted.

    Raises
    ------
    UsageError
        The destination is a file, or a folder with a file of the same name in it.
    CourseError
        A file to hand out is missing or not a regular file; the statement shows a picture from another folder; no
        starter can be made from the reference.
    OutputError
        The destination cannot be written.
    """
    target = destination.resolve()
    files = _handout_files(assignment)
    try:
        if destination.is_symlink() and target.is_dir() and any(target.iterdir()):
            raise UsageError(
                f"{destination}: this is a link to '{target}', which holds files. Name that folder itself."
            )
        if _is_handout_of_another(target, assignment):
            target, destination = target / assignment.id, destination / assignment.id
        _check_destination(target, destination, assignment, files)
        _write_files(files, target)
    except OSError as error:
        raise OutputError(
            f"{destination}: the handout cannot be written there: {error.strerror}. "
            "Name a folder that you may write to."
        ) from None
    return sorted(destination / name for name in files)


def _is_handout_of_another(target: Path, assignment: Assignment) -> bool:
    try:
        own = tomllib.loads((target / "assignment.toml").read_text(encoding="utf-8")).get("id")
    except (OSError, ValueError):
        return False
    return isinstance(own, str) and own != assignment.id


def _check_destination(target: Path, typed: Path, assignment: Assignment, files: Mapping[str, bytes]) -> None:
    if typed.is_symlink() and not target.exists():
        raise UsageError(f"{typed}: this is a link to '{target}', which is not there. Name a folder.")
    if target.is_relative_to(assignment.folder.resolve()):
        raise UsageError(f"{typed}: it lies inside the assignment '{assignment.id}'. Name one outside.")
    if target.is_dir():
        taken = sorted({name.partition("/")[0] for name in files} & {each.name for each in target.iterdir()})
        if taken:
            raise UsageError(say("handout.taken", folder=typed, names=", ".join(f"'{n}'" for n in taken)))
    elif target.exists():
        raise UsageError(f"{typed}: expected a folder, but this is a file. Name a new folder.")


def _write_files(files: Mapping[str, bytes], target: Path) -> None:
    """Write the files into a temporary folder first, and rename it or its entries to their final names."""
    into_existing = target.is_dir()
    if not into_existing:
        target.parent.mkdir(parents=True, exist_ok=True)
    place = target if into_existing else target.parent
    with tempfile.TemporaryDirectory(dir=place, prefix=".handout-") as folder:
        staging = Path(folder, "handout")  # readable by others; the temporary folder itself is private
        for name, data in files.items():
            (staging / name).parent.mkdir(parents=True, exist_ok=True)
            (staging / name).write_bytes(data)
        if into_existing:  # it may be the user's working directory, so it is filled and not replaced
            for child in staging.iterdir():
                child.rename(target / child.name)
        else:
            staging.rename(target)


def _handout_files(assignment: Assignment) -> dict[str, bytes]:
    statement = _read_regular_file(assignment.statement_path, assignment.folder)
    shown = {p.name: _read_regular_file(p, assignment.folder) for p in _picture_paths(assignment, statement)}
    readme = with_guide(statement.decode("utf-8", errors="surrogateescape"), assignment)  # its bytes stay
    page = with_guide(statement.decode("utf-8", errors="replace"), assignment, names_page=False)
    files = {
        "README.md": readme.encode(errors="surrogateescape"),
        "statement.html": statement_html(assignment.settings.title, page, shown).encode(),
        **shown,
        **{name: _starter_bytes(assignment, name) for name in assignment.modules},
        "assignment.toml": (_HEADER + toml_text(_settings_table(assignment))).encode(),
    }
    if assignment.given_path.exists():
        files["given/make.py"] = _read_regular_file(assignment.given_path, assignment.folder)
    for path in _public_paths(assignment.public_dir):
        files[path.relative_to(assignment.folder).as_posix()] = _read_regular_file(path, assignment.folder)
    return files


def _settings_table(assignment: Assignment) -> dict[str, object]:
    """The settings that students may see, with the digest by which an untouched starter is known."""
    starter = _starter_bytes(assignment, assignment.settings.module).decode("utf-8", errors="replace")
    return public_settings(replace(assignment.settings, starter_sha256=starter_digest(starter)))


def _picture_paths(assignment: Assignment, statement: bytes) -> Iterator[Path]:
    """The pictures beside the statement. Pictures from other folders are refused: they may be the staff's."""
    for picture in pictures(statement.decode("utf-8", errors="replace")):
        if picture.is_beside:
            yield assignment.folder / picture.source
        elif picture.is_file and not picture.source.startswith("public/"):
            raise CourseError(
                f"{assignment.statement_path}: expected pictures in the folder of the statement, with a name that ends "
                f"with {', '.join(PICTURE_KINDS)}, got '{picture.source}'. Put it there, or it is not handed out."
            )


def _starter_bytes(assignment: Assignment, module: str) -> bytes:
    own = assignment.starter_path(module)
    if own.exists() or own.is_symlink():
        return _read_regular_file(own, assignment.folder)
    return assignment.starter_text(module).encode()


def _public_paths(folder: Path) -> Iterator[Path]:
    """Every file below a folder, except those in ``__pycache__`` and those whose name starts with a dot."""
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


def _read_regular_file(path: Path, folder: Path) -> bytes:
    """The bytes of a file. Neither the file nor a folder between it and the assignment's ``folder`` may be a link."""
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
    """The lines of a table, plain values first: after a table's header, a key would belong to that table."""
    inner: list[tuple[str, str, Mapping[str, object]]] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            inner.append((key, "[{}]", value))
        elif isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value):
            inner += [(key, "[[{}]]", item) for item in value]
        else:
            yield f"{_toml_key(key)} = {_toml_value(value)}"
    for key, header, below in inner:
        yield ""
        yield header.format(".".join(map(_toml_key, (*path, key))))
        yield from _table_lines(below, (*path, key))


def _toml_key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _toml_string(key)


def _toml_value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _toml_string(value)
    if isinstance(value, (int, float)):
        return repr(value)  # inf, nan and exponents are written the same in Python and TOML
    if isinstance(value, list):
        return f"[{', '.join(map(_toml_value, value))}]"
    raise TypeError(f"cannot write as TOML: expected str, bool, int, float, list or dict, got {value!r}")


def _toml_string(text: str) -> str:
    """A string in JSON form, which is valid TOML once DEL is escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


__all__ = ["toml_text", "write_handout"]
