"""Turn a Jupyter notebook (nbformat 4) into one Python module that keeps track of the cell of each line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from grader.errors import SubmissionError
from grader.intake.notebook_magics import remove_magics
from grader.intake.submission import Caps, megabytes, quoted
from grader.model import SourceFile

_PYTHON: Final = frozenset({"python", "python3", "ipython", "ipython3"})
_MAX_NOTICES: Final = 10
_SAVE_AGAIN: Final = "Open it in Jupyter and save it again."


class NotebookCode(NamedTuple):
    """The code of a notebook, and notices about cells that were left out."""

    source: SourceFile
    notices: tuple[str, ...]


def extract_code(raw: bytes, name: str, module: str, caps: Caps) -> NotebookCode:
    """Join the code cells of a notebook. Outputs and text cells are ignored.

    ``cells`` of the result holds the number and the first line of each cell that was kept. Numbers start at 1 and
    count all code cells. A cell's text ends where the next cell begins. A cell that does not parse is kept here;
    the worker decides for each cell what can be used.

    Raises
    ------
    SubmissionError
        The file is not a notebook, has an old format or another language, or has no code.
    """
    if len(raw) > caps.file_bytes:  # parsed JSON takes up to 27 times as much memory
        raise SubmissionError(
            f"{quoted(name)} is larger than {megabytes(caps.file_bytes)}. Clear its outputs and save it again."
        )
    text: list[str] = []
    cells: list[tuple[int, int]] = []
    notices: list[str] = []
    read_bytes = 0
    for number, code in _code_cells(_parse(raw, name), name):
        read_bytes += len(code.encode())
        if read_bytes > caps.source_bytes:
            raise SubmissionError(
                f"The code of {quoted(name)} is larger than {megabytes(caps.source_bytes)}, too large for "
                "source code. Hand in the code without data."
            )
        cell = remove_magics(code, module)
        if cell.omission_reason:
            notices.append(f"{quoted(name)}, cell {number} left out: {cell.omission_reason}.")
        elif cell.text.strip():
            cells.append((number, len(text) + 1))
            text += cell.text.removesuffix("\n").split("\n")
    if not cells:
        raise SubmissionError(
            f"{quoted(name)} has no code cell with Python in it. Hand in the notebook with your work."
        )
    source = SourceFile(name=module, text="\n".join(text) + "\n", cells=tuple(cells), origin=name)
    return NotebookCode(source, _limit_notices(notices, name))


def _limit_notices(notices: list[str], name: str) -> tuple[str, ...]:
    more = len(notices) - _MAX_NOTICES
    return (
        (*notices[:_MAX_NOTICES], f"{quoted(name)}: {more} more cells left out.") if more > 0 else (*notices,)
    )


def _parse(raw: bytes, name: str) -> dict[str, Any]:
    try:
        notebook = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SubmissionError(
            f"{quoted(name)} is not UTF-8 text at byte {error.start}. {_SAVE_AGAIN}"
        ) from None
    except RecursionError:
        raise SubmissionError(
            f"{quoted(name)} is nested too deeply to be a notebook. {_SAVE_AGAIN}"
        ) from None
    except ValueError as error:
        raise SubmissionError(
            f"{quoted(name)} is not a notebook: not valid JSON ({error}). {_SAVE_AGAIN}"
        ) from None
    if not isinstance(notebook, dict) or not ({"cells", "worksheets", "nbformat"} & notebook.keys()):
        raise SubmissionError(f"{quoted(name)} is JSON, but not a notebook: it has no cells. {_SAVE_AGAIN}")
    _check_version(notebook, name)
    _check_language(notebook.get("metadata", {}), name)
    return notebook


def _check_version(notebook: dict[str, Any], name: str) -> None:
    version = notebook.get("nbformat")
    if "worksheets" in notebook or (type(version) is int and version < 4):
        raise SubmissionError(
            f"{quoted(name)} is a notebook of an old format (before nbformat 4). {_SAVE_AGAIN}"
        )
    if type(version) is not int:
        raise SubmissionError(
            f"{quoted(name)}: nbformat must be a whole number, got {_describe_type(version)}. {_SAVE_AGAIN}"
        )


def _check_language(metadata: Any, name: str) -> None:
    if not isinstance(metadata, dict):
        raise SubmissionError(
            f"{quoted(name)}: metadata must be an object, got {_describe_type(metadata)}. {_SAVE_AGAIN}"
        )
    for table, key in (("language_info", "name"), ("kernelspec", "language")):
        value = metadata.get(table)
        language = value.get(key) if isinstance(value, dict) else None
        if isinstance(language, str) and language.lower() not in _PYTHON:
            raise SubmissionError(
                f"{quoted(name)} is a notebook in {quoted(language)}, not in Python. "
                "Hand in one with a Python kernel."
            )


def _code_cells(notebook: dict[str, Any], name: str) -> Iterator[tuple[int, str]]:
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        raise SubmissionError(
            f"{quoted(name)}: cells must be a list, got {_describe_type(cells)}. {_SAVE_AGAIN}"
        )
    number = 0
    for position, cell in enumerate(cells, start=1):
        if not isinstance(cell, dict) or not isinstance(cell.get("cell_type"), str):
            raise SubmissionError(
                f"{quoted(name)}: entry {position} of cells must be an object with a cell_type, "
                f"got {_describe_type(cell)}. {_SAVE_AGAIN}"
            )
        if cell["cell_type"] == "code":
            number += 1
            yield number, _cell_code(cell.get("source"), f"{quoted(name)}, cell {number}")


def _cell_code(source: Any, where: str) -> str:
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise SubmissionError(
            f"{where}: source must be text or a list of texts, got {_describe_type(source)}. {_SAVE_AGAIN}"
        )
    if "\0" in source or not _is_unicode(source):
        raise SubmissionError(
            f"{where}: the code holds a NUL or half a character, which Python cannot read. Remove it."
        )
    return source.replace("\r\n", "\n").replace("\r", "\n")


def _is_unicode(text: str) -> bool:
    """Whether a text can be encoded as UTF-8. JSON may contain one half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _describe_type(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "nothing"}
    return kinds.get(type(value), "a number")
