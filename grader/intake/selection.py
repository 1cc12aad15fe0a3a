"""Which of the files handed in is the module that was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from grader.errors import SubmissionError
from grader.intake.identity import COPY_NUMBER
from grader.intake.submission import quoted

_MAX_DEPTH: Final = 3


def main_module(names: Iterable[str], module: str) -> str:
    """The file that holds the student's answers, by relative name.

    In this order: the file named like the module, its numbered copy (``module-1.py``, ``module (2).py``), a
    notebook of that name or its copy; and without any of these, the only Python file or notebook there is.
    Each is looked for in the folder that all code lies in, then down to the third folder, where it must be
    the only one of its name.

    Raises
    ------
    SubmissionError
        There is no Python file, or more than one that could be meant.
    """
    code = [name for name in names if suffix(name) in (".py", ".ipynb")]
    stem = re.escape(module.removesuffix(".py"))
    top = _common_folder(code)
    for pattern in (
        rf"{stem}\.py",
        rf"{stem}{COPY_NUMBER}\.py",
        rf"{stem}\.ipynb",
        rf"{stem}{COPY_NUMBER}\.ipynb",
    ):
        named = [n for n in code if re.fullmatch(pattern, PurePosixPath(n).name, re.IGNORECASE)]
        outermost = [n for n in named if PurePosixPath(n).parent == top]
        near = outermost or [n for n in named if n.count("/") <= _MAX_DEPTH]
        if near:
            return _single_file(near, module)
    if not code:
        raise SubmissionError(
            f"It holds no Python file and no notebook; expected {module}. Hand in that file."
        )
    return _single_file([n for n in code if PurePosixPath(n).name != "__init__.py"] or code, module)


def contains_module(folder: Path, module: str) -> bool:
    """Whether a folder holds the starter's module, as ``.py`` or ``.ipynb``, in any case."""
    wanted = (module.lower(), module.lower().removesuffix(".py") + ".ipynb")
    return any(entry.name.lower() in wanted for entry in folder.iterdir())


def wrong_name_notice(name: str, module: str) -> str:
    """The remark for a file under another name; nothing for the right one."""
    got = PurePosixPath(name).name
    if got in (module, f"{module.removesuffix('.py')}.ipynb"):
        return ""
    return f"Wrong file name: expected {module}, got {quoted(got)}. It was taken as {module}; use that name."


def suffix(name: str) -> str:
    """The ending of a name in lower case."""
    return PurePosixPath(name).suffix.lower()


def join_names(names: Sequence[str], most: int = 5) -> str:
    """Names for a message, not more than a few."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(quoted(name) for name in names[:most]) + more


def _common_folder(names: Sequence[str]) -> PurePosixPath:
    """The folder everything lies in: archives often wrap the work in one."""
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
