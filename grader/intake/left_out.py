"""Functions that are missing because the cell in which they stand was left out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from grader.messages import say
from grader.model import SourceFile

_NOTICE = re.compile(r"Cell (\d+)(?!\d|,)")
"""A notice about a cell; of an import it names the line as well, and that leaves no function out."""


def where_left_out(function: str, sources: Iterable[SourceFile], notices: Iterable[str]) -> str:
    """Where a missing function stands, and what became of it there; empty if no notice tells of its cell."""
    told: dict[int, str] = {}
    for notice in notices:
        if found := _NOTICE.match(notice):
            told.setdefault(int(found[1]), notice)
    name = re.escape(function)
    definition = re.compile(rf"(?m)^[ \t]*(?:(?:async\s+)?def\s+{name}\b|class\s+{name}\b|{name}\s*=(?!=))")
    for source in sources if told else ():
        for number, _, text in source.cell_texts() if source.cells else ():
            if number in told and definition.search(text):
                return say("cell.holds", function=function, cell=number, notice=told[number])
    return ""


__all__ = ["where_left_out"]
