"""The student's files as numbered, coloured lines, those on a failing test's way marked and linkable."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from markupsafe import Markup, escape
from pygments.lexers.python import PythonLexer  # type: ignore[import-untyped]
from pygments.token import (  # type: ignore[import-untyped]
    Comment,
    Keyword,
    Name,
    Number,
    Operator,
    String,
)

from grader.model import CodeLine, SourceFile
from grader.reports.text import bounded
from grader.text import one_line

HIGHLIGHT_LIMIT: Final = 200_000
"""Characters of a submission that are coloured. Text made to be slow costs the lexer about two seconds."""

SHOWN_LIMIT: Final = 1_000_000
"""Characters of a file that are shown at all."""

# First match counts. Six colours are enough to read by, and all of them can be checked for contrast.
_CLASSES: Final = (
    (Comment, "c"),
    (String.Interpol, ""),
    (String, "s"),
    (Number, "n"),
    (Operator.Word, "k"),
    (Keyword, "k"),
    (Name.Function, "f"),
    (Name.Class, "f"),
    (Name.Decorator, "f"),
    (Name.Builtin, "b"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A cell of a notebook, or a whole file (``title`` is empty)."""

    title: str
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    name: str
    anchor: str
    sections: tuple[Section, ...]
    marked: bool
    """Whether a line is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineLink:
    """``metrics.py, line 12``, where to find it on the page (or nowhere), and what stands there."""

    label: str
    anchor: str = ""
    code: str = ""


class Sources:
    """The files of one submission: links into them, and their listings with the linked lines marked."""

    def __init__(self, files: Sequence[SourceFile]) -> None:
        self._files = files
        self._texts = [bounded(f.text, SHOWN_LIMIT) for f in files]
        self._lines = [text.split("\n") for text in self._texts]
        self._marked: list[set[int]] = [set() for _ in files]

    def link(self, place: CodeLine) -> LineLink:
        """Mark a line and return the link to it; without a link if no such line was handed in."""
        for index, file in enumerate(self._files):
            at = _text_line(file, place)
            if file.name == place.file and 0 < at <= len(self._lines[index]):
                self._marked[index].add(at)
                code = one_line(self._lines[index][at - 1], 100)
                return LineLink(label=str(place), anchor=_anchor(index, at), code=code)
        return LineLink(label=str(place))

    def listings(self) -> list[Listing]:
        sizes = [len(text) for text in self._texts]
        return [
            self._listing(index, coloured=sum(sizes[: index + 1]) <= HIGHLIGHT_LIMIT)
            for index in range(len(self._files))
        ]

    def _listing(self, index: int, *, coloured: bool) -> Listing:
        file = self._files[index]
        if coloured and file.name.endswith((".py", ".ipynb")):
            lines = list(_coloured(self._texts[index]))
        else:
            lines = [str(escape(line)) for line in self._lines[index]]
        sections = tuple(
            Section(title=title, html=_numbered(lines, first, end, index, self._marked[index]))
            for title, first, end in _spans(file, len(lines))
        )
        return Listing(
            name=file.name, anchor=f"f{index}", sections=sections, marked=bool(self._marked[index])
        )


def _anchor(file: int, line: int) -> str:
    return f"f{file}l{line}"


def _text_line(file: SourceFile, place: CodeLine) -> int:
    """The 1-based line in the file's text; 0 if the cell is not there."""
    if place.cell is None:
        return place.line
    first = dict(file.cells).get(place.cell)
    return first + place.line - 1 if first else 0


def _spans(file: SourceFile, total: int) -> Iterator[tuple[str, int, int]]:
    """(title, first line, line after the last) of each part."""
    if not file.cells:
        yield "", 1, total + 1
        return
    starts = [first for _, first in file.cells[1:]] + [total + 1]
    for (cell, first), end in zip(file.cells, starts, strict=True):
        yield f"Cell {cell}", first, end


def _numbered(lines: Sequence[str], first: int, end: int, file: int, marked: Collection[int]) -> Markup:
    rows = []
    while end > first + 1 and not lines[end - 2]:
        end -= 1  # blank lines at the end
    for at in range(first, end):
        hit = f' hit" id="{_anchor(file, at)}' if at in marked else ""
        rows.append(f'<span class="l{hit}" data-n="{at - first + 1}">{lines[at - 1]}\n</span>')
    return Markup("".join(rows))  # noqa: S704 - the lines are escaped, the rest are numbers


@cache
def _lexer() -> PythonLexer:
    return PythonLexer(stripnl=False, ensurenl=False)


@cache
def _class(kind: Any) -> str:
    return next((name for family, name in _CLASSES if kind in family), "")


def _coloured(text: str) -> Iterator[str]:
    """The lines as HTML. A token over several lines is closed and opened again at each."""
    row: list[str] = []
    for kind, value in _lexer().get_tokens(text):
        name = _class(kind)
        for number, part in enumerate(value.split("\n")):
            if number:
                yield "".join(row)
                row = []
            if part:
                shown = str(escape(part))
                row.append(f'<span class="{name}">{shown}</span>' if name and part.strip() else shown)
    yield "".join(row)
