"""Select the file of a submission that holds the student's answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from grader.errors import SubmissionError
from grader.intake.identity import ARCHIVE_SUFFIXES, COPY_NUMBER, readable_suffix
from grader.intake.submission import quoted

_MAX_DEPTH: Final = 3


def main_module(names: Iterable[str], module: str) -> str:
    """The relative name of the file that holds the student's answers.

    It is the first of these that exists: the file with the module's name, its numbered copy (``module-1.py``,
    ``module (2).py``), a notebook of that name, the notebook's numbered copy, the only Python file or notebook.
    Each is searched for in the folder that contains all code, and then at most three folders deep, where only one
    file may have the name.

    Raises
    ------
    SubmissionError
        There is no Python file, or several files could be meant.
    """
    names = list(names)
    code = _code_files(names)
    top = _common_folder(code)
    for pattern in _patterns(module):
        named = _matching(code, pattern)
        outermost = [n for n in named if PurePosixPath(n).parent == top]
        near = outermost or [n for n in named if n.count("/") <= _MAX_DEPTH]
        if near:
            return _single_file(near, module)
    if not code:
        raise _no_code_error(names, module)
    return _single_file([n for n in code if PurePosixPath(n).name != "__init__.py"] or code, module)


def named_files(names: Iterable[str], module: str) -> list[str]:
    """The files with the module's name, or a numbered copy of it, that `main_module` considers in any folder."""
    code = [name for name in _code_files(names) if name.count("/") <= _MAX_DEPTH]
    return [name for pattern in _patterns(module) for name in _matching(code, pattern)]


def contains_module(folder: Path, module: str) -> bool:
    """Whether a folder contains the starter's module, as ``.py`` or ``.ipynb``, without regard to case."""
    wanted = (module.lower(), module.lower().removesuffix(".py") + ".ipynb")
    return any(entry.name.lower() in wanted for entry in folder.iterdir())


def wrong_name_notice(name: str, module: str) -> str:
    """The notice for a file with a wrong name; empty for the right name."""
    got = PurePosixPath(name).name
    if got in (module, f"{module.removesuffix('.py')}.ipynb"):
        return ""
    return f"Wrong file name: expected {module}, got {quoted(got)}. It was taken as {module}; use that name."


def suffix(name: str) -> str:
    """The suffix of a file name in lower case."""
    return PurePosixPath(name).suffix.lower()


def join_names(names: Sequence[str], most: int = 5) -> str:
    """Join names for a message: the first ``most`` of them, and the number of the others."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(quoted(name) for name in names[:most]) + more


def _code_files(names: Iterable[str]) -> list[str]:
    return [name for name in names if suffix(name) in (".py", ".ipynb")]


def _no_code_error(names: Sequence[str], module: str) -> SubmissionError:
    archives = sorted(name for name in names if readable_suffix(name) in ARCHIVE_SUFFIXES)
    if not archives:
        return SubmissionError(
            f"It holds no Python file and no notebook; expected {module}. Hand in that file."
        )
    return SubmissionError(
        f"It holds {join_names(archives)}, and no Python file or notebook beside that. Of archives only one level is "
        f"read, so an archive within it is not unpacked; expected {module}. Hand in that file."
    )


def _patterns(module: str) -> tuple[str, ...]:
    """Of the names that a module's file may have, the better one first."""
    stem = re.escape(module.removesuffix(".py"))
    return (
        rf"{stem}\.py",
        rf"{stem}{COPY_NUMBER}\.py",
        rf"{stem}\.ipynb",
        rf"{stem}{COPY_NUMBER}\.ipynb",
    )


def _matching(names: Iterable[str], pattern: str) -> list[str]:
    return [n for n in names if re.fullmatch(pattern, PurePosixPath(n).name, re.IGNORECASE)]


def _common_folder(names: Sequence[str]) -> PurePosixPath:
    """The innermost folder that contains all files. Archives often have one folder around all files."""
    folders = [PurePosixPath(name).parent.parts for name in names]
    shared = []
    for parts in zip(*folders, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return PurePosixPath(*shared)


def _single_file(names: list[str], module: str) -> str:
    if len(names) > 1:
        raise SubmissionError(
            f"It holds several files that could be {module}: {join_names(sorted(names))}. "
            f"Hand in one, named {module}."
        )
    return names[0]
