"""Remarks on cells of a notebook that were left out.

The worker says which cell and why, as data. A number must be that of a cell which was sent, and a name must stand in
that cell: no text of the student's making comes into a report that the staff reads.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Sequence
from typing import Any

from grader.messages import join_sentences, say
from grader.model import SourceFile

_MOST = 20
_LEFT_OUT = {
    "function": "cell.function", "class": "cell.class", "import": "cell.import", "assignment": "cell.assignment",
    "statement": "cell.statement",
}  # fmt: skip
_NOT_RUN = {"loop": "cell.loop", "block": "cell.block"}
_WITH_NAMES = frozenset({"function", "class", "assignment"})
"""Kinds of statements that are called by the names they set."""


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
    """One remark as a sentence; empty where a part of it cannot be."""
    words = set(re.findall(r"\w+", text))
    if not all(type(name) is str and name in words for name in names):
        return ""
    listed = ", ".join(names)
    if what == "syntax":
        return say("cell.syntax", cell=cell, line=line) if 0 < line <= text.count("\n") + 1 else ""
    if what in _NOT_RUN:
        return say(_NOT_RUN[what], cell=cell, names=listed) if names else ""
    if what not in _LEFT_OUT or bool(names) != (what in _WITH_NAMES):
        return ""
    values = {"names": listed} if names else {}
    return join_sentences(say(_LEFT_OUT[what], cell=cell, **values), _why(error, lacking, words))


def _why(error: str, lacking: str, words: set[str]) -> str:
    kind = getattr(builtins, error, None)
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        return say("cell.why.error")
    name = lacking.partition(".")[0]
    if name in words and issubclass(kind, ImportError):
        return say("cell.why.package", name=name)
    if name in words and issubclass(kind, NameError):
        return say("cell.why.name", name=name)
    return say("cell.why.exception", error=error)
