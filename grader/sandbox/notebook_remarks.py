"""Notices about notebook cells that were left out.

The worker reports the cell and the reason as data, and the sentences are made here. The number must be that of a cell
that was sent, and a name must occur in that cell. So no text that a student chose gets into a report for the staff.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Sequence
from typing import Any

from grader.messages import join_sentences, say
from grader.model import SourceFile

_MAX_NOTICES = 20
_LEFT_OUT = {
    "function": "cell.function", "class": "cell.class", "import": "cell.import", "assignment": "cell.assignment",
    "statement": "cell.statement",
}  # fmt: skip
_NOT_RUN = {"loop": "cell.loop", "block": "cell.block"}
_WITH_NAMES = frozenset({"function", "class", "assignment"})
"""Kinds of statements that are called by the names they set."""


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
        return say("cell.syntax", cell=cell, line=line) if 0 < line <= text.count("\n") + 1 else ""
    if what in _NOT_RUN:
        return say(_NOT_RUN[what], cell=cell, names=listed) if names else ""
    if what not in _LEFT_OUT or bool(names) != (what in _WITH_NAMES):
        return ""
    values = {"names": listed} if names else {}
    return join_sentences(say(_LEFT_OUT[what], cell=cell, **values), _describe_reason(error, lacking, words))


def _describe_reason(error: str, lacking: str, words: set[str]) -> str:
    kind = getattr(builtins, error, None)
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        return say("cell.why.error")
    name = lacking.partition(".")[0]
    if name in words and issubclass(kind, ImportError):
        return say("cell.why.package", name=name)
    if name in words and issubclass(kind, NameError):
        return say("cell.why.name", name=name)
    return say("cell.why.exception", error=error)
