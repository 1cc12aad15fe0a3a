"""Answers that staff typed from paper: CSV with ``student,question,part,answer``, and ``paper`` if its id was typed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from grader.messages import say

_COLUMNS: Final = ("student", "question", "part", "answer")


@dataclass(frozen=True, slots=True)
class TypedSheet:
    """The answers of one student in a file. ``paper`` is empty where nobody typed it; ``reason`` says why not taken."""

    student: str
    paper: str
    answers: Mapping[str, Mapping[str, str]]
    reason: str = ""


def typed_sheets(text: str) -> Iterator[TypedSheet]:
    """The sheets of a table, in the order in which students come.

    Raises
    ------
    ValueError
        It is no such table; the message is the reason.
    """
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    table = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True
    )
    try:
        table.fieldnames = [name.strip().casefold() for name in table.fieldnames or []]
        if any(table.fieldnames.count(column) != 1 for column in _COLUMNS):
            got = ", ".join(table.fieldnames) or "an empty file"
            raise ValueError(say("returned.columns", wanted=", ".join(_COLUMNS), got=got))
        sheets: dict[str, _Gathered] = {}
        for line in table:
            cells = {name: (line[name] or "").strip() for name in (*_COLUMNS, "paper") if name in line}
            if any(cells.values()):
                sheets.setdefault(cells["student"], _Gathered()).add(cells, table.line_num)
    except csv.Error as error:
        raise ValueError(say("returned.no_csv", line=table.line_num, why=str(error))) from None
    for student, gathered in sheets.items():
        yield TypedSheet(student, gathered.paper, gathered.answers, gathered.reason)


class _Gathered:
    """The lines of one student."""

    def __init__(self) -> None:
        self.paper = ""
        self.answers: dict[str, dict[str, str]] = {}
        self.reason = ""

    def add(self, cells: Mapping[str, str], line: int) -> None:
        if not cells["student"]:
            self.reason = self.reason or say("returned.no_student", line=line)
        paper = cells.get("paper", "")
        if paper and self.paper and paper != self.paper:
            self.reason = self.reason or say("returned.two_papers", line=line)
        self.paper = self.paper or paper
        typed = self.answers.setdefault(cells["question"], {})
        if typed.setdefault(cells["part"], cells["answer"]) != cells["answer"]:
            self.reason = self.reason or say(
                "returned.twice", line=line, question=cells["question"], part=cells["part"]
            )


__all__ = ["TypedSheet", "typed_sheets"]
