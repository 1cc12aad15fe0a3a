"""Remarks on cells of a notebook that were left out, in sentences of ours.

The worker says which cell and why, as data. A number must be that of a cell which was sent, and a name must stand in
that cell: no text of the student's making comes into a report that the staff reads.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Sequence
from typing import Any

from grader.model import SourceFile

_MOST = 20
_LOOP = "Cell {cell}: a loop that sets {names} was not run; compute it in a function."
_BLOCK = "Cell {cell}: a statement that changes {names} was not run; compute it in a function."
_SYNTAX = "Cell {cell} was left out: syntax error in its line {line}."
_WHAT = {
    "function": "the function {names}", "class": "the class {names}", "import": "the import",
    "assignment": "what sets {names}", "statement": "a statement",
}  # fmt: skip
_LEFT_OUT = "Cell {cell}: {what} was left out: {why}."


def notices(told: Sequence[Any], file: SourceFile) -> tuple[str, ...]:
    """A sentence for each remark that fits the notebook, at most twenty."""
    cells = {number: text for number, _, text in file.cell_texts()}
    made = (_sentence(cells[one[0]], *one) for one in told[:_MOST] if _is_remark(one) and one[0] in cells)
    return tuple(dict.fromkeys(filter(None, made)))


def _is_remark(one: Any) -> bool:
    match one:
        case (int(), str(), tuple(), int(), str(), str()):
            return True
    return False


def _sentence(
    text: str, cell: int, what: str, names: tuple[Any, ...], line: int, error: str, lacking: str
) -> str:
    """One remark in words; nothing where a part of it cannot be."""
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
    return _LEFT_OUT.format(cell=cell, what=_WHAT[what].format(names=listed), why=_why(error, lacking, words))


def _why(error: str, lacking: str, words: set[str]) -> str:
    kind = getattr(builtins, error, None)
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        return "it raised an error"
    known = lacking if lacking.partition(".")[0] in words else ""
    if known and issubclass(kind, ImportError):
        return f"the package {known.partition('.')[0]} cannot be imported here"
    if known and issubclass(kind, NameError):
        return f"the name {known.partition('.')[0]} is not defined"
    return f"it raised {error}"
