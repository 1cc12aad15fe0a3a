"""Notices about notebook cells that were left out.

The worker reports the cell and the reason as data, and the sentences are made here. The number must be that of a cell
that was sent, and a name must occur in that cell. So no text that a student chose gets into a report for the staff.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Sequence
from typing import Any

from grader.model import SourceFile

_MAX_NOTICES = 20
_LOOP = "Cell {cell}: a loop that sets {names} was not run; compute it in a function."
_BLOCK = "Cell {cell}: a statement that changes {names} was not run; compute it in a function."
_SYNTAX = "Cell {cell} was left out: syntax error in its line {line}."
_WHAT = {
    "function": "the function {names}", "class": "the class {names}", "import": "the import",
    "assignment": "what sets {names}", "statement": "a statement",
}  # fmt: skip
_LEFT_OUT = "Cell {cell}: {what} was left out: {why}."


def omission_notices(remarks: Sequence[Any], file: SourceFile) -> tuple[str, ...]:
    """One sentence for each remark that matches the notebook, at most twenty."""
    cells = {number: text for number, _, text in file.cell_texts()}
    made = (
        _describe_omission(cells[remark[0]], *remark)
        for remark in remarks[:_MAX_NOTICES]
        if _is_remark(remark) and remark[0] in cells
    )
    return tuple(dict.fromkeys(filter(None, made)))


def _is_remark(remark: Any) -> bool:
    match remark:
        case (int(), str(), tuple(), int(), str(), str()):
            return True
    return False


def _describe_omission(
    text: str, cell: int, what: str, names: tuple[Any, ...], line: int, error: str, lacking: str
) -> str:
    """The sentence for one remark; empty if a part of the remark cannot be true."""
    words = set(re.findall(r"\w+", text))
    if not all(type(name) is str and name in words for name in names):
        return ""
    listed = ", ".join(names)
    if what == "syntax":
        return _SYNTAX.format(cell=cell, line=line) if 0 < line <= text.count("\n") + 1 else ""
    if what in ("loop", "block"):
        return (_LOOP if what == "loop" else _BLOCK).format(cell=cell, names=listed) if names else ""
    if what not in _WHAT or bool(names) != ("{names}" in _WHAT[what]):
        return ""
    return _LEFT_OUT.format(
        cell=cell, what=_WHAT[what].format(names=listed), why=_describe_reason(error, lacking, words)
    )


def _describe_reason(error: str, lacking: str, words: set[str]) -> str:
    kind = getattr(builtins, error, None)
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        return "it raised an error"
    known = lacking if lacking.partition(".")[0] in words else ""
    if known and issubclass(kind, ImportError):
        return f"the package {known.partition('.')[0]} cannot be imported here"
    if known and issubclass(kind, NameError):
        return f"the name {known.partition('.')[0]} is not defined"
    return f"it raised {error}"
