"""The student's files as numbered, coloured lines, those on a failing test's way marked and linkable."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
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

from grader.messages import say, say_count
from grader.model import CodeLine, SourceFile
from grader.reports.page_text import LINE_LIMIT
from grader.text import cut, one_line, sanitize

COLOURED_TOKENS: Final = 6_000
"""Words and signs of a submission that are coloured, about 40 kB of code: each costs the lexer up to 7 µs, and the
page up to 25 bytes."""
COLOURED_CHARACTERS: Final = 50_000
LEXED_LINE: Final = 200
"""Characters of a line that is coloured. The lexer's time grows with the square of a long line of blanks."""

CARET_LINE: Final = 200
"""Characters of a line that is shown with a sign below."""

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
    caret: str = ""
    """Blanks and a sign under the character at fault, where Python names one; ``code`` is indented as it was then."""


class Sources:
    """The files of one submission: links into them, and their listings with the linked lines marked."""

    def __init__(self, files: Sequence[SourceFile]) -> None:
        self._files = files
        self._lines = [dict(_shown_lines(file)) for file in files]
        self._marked: list[set[int]] = [set() for _ in files]

    def link(self, place: CodeLine) -> LineLink:
        """Mark a line and return the link to it; without a link if no such line is shown."""
        for index, file in enumerate(self._files):
            at = file.at(place)
            if file.name == place.file and at in self._lines[index]:
                self._marked[index].add(at)
                label, text = str(replace(place, file=_name(file))), self._lines[index][at]
                caret = _caret(text, place.column)
                code = text if caret else one_line(text, 100)
                return LineLink(label=label, anchor=_anchor(index, at), code=code, caret=caret)
        return LineLink(label=str(place))

    def listings(self) -> list[Listing]:
        paint = _Paint()
        return [self._listing(index, paint) for index in range(len(self._files))]

    def _listing(self, index: int, paint: _Paint) -> Listing:
        file = self._files[index]
        rows = _rows(file, self._lines[index], paint)
        parts = _parts(file, rows)
        return Listing(
            name=_name(file),
            anchor=f"f{index}",
            sections=tuple(self._section(index, first, title, rows, lines) for first, title, lines in parts),
            marked=bool(self._marked[index]),
        )

    def _section(
        self, index: int, first: int, title: str, rows: Mapping[int, str], lines: Sequence[int]
    ) -> Section:
        """The lines of a part, and in their places how many are left out."""
        gaps, shown, end = dict(self._files[index].left_out), [], len(lines)
        while end > 1 and not (rows.get(lines[end - 1]) or lines[end - 1] in gaps):
            end -= 1  # blank lines at the end
        for at in lines[:end]:
            if at in gaps:
                shown.append(_gap(self._files[index].name, gaps[at] - at + 1))
                continue
            hit = f' hit" id="{_anchor(index, at)}' if at in self._marked[index] else ""
            shown.append(f'<span class="l{hit}" data-n="{at - first + 1}">{rows[at]}\n</span>')
        return Section(title=title, html=Markup("".join(shown)))  # noqa: S704 - the lines are escaped, the rest are ours


def coloured_lines(files: Sequence[SourceFile]) -> list[dict[int, Markup]]:
    """The lines of each file as HTML, by number; coloured as far as a page has room for it."""
    paint = _Paint()
    rows = [_rows(file, dict(_shown_lines(file)), paint) for file in files]
    return [{at: Markup(row) for at, row in each.items()} for each in rows]  # noqa: S704 - the lines are escaped


def _rows(file: SourceFile, lines: Mapping[int, str], paint: _Paint) -> dict[int, str]:
    """Lines as HTML, those of Python files coloured."""
    rows = {at: str(escape(line)) for at, line in lines.items()}
    for run in _runs(rows) if file.name.endswith((".py", ".ipynb")) else ():
        rows.update(zip(run, paint.lines([lines[at] for at in run]), strict=False))
    return rows


def _name(file: SourceFile) -> str:
    """The name that the student knows: of a notebook its own."""
    return file.origin or file.name


def _caret(text: str, column: int | None) -> str:
    """A sign below a character of a line; empty where none is named, or the line is too long to look at."""
    if column is None or not 0 < column <= len(text) + 1 or len(text) > CARET_LINE:
        return ""
    return "".join("\t" if sign == "\t" else " " for sign in text[: column - 1]) + "^"


def _anchor(file: int, line: int) -> str:
    return f"f{file}l{line}"


def _gap(name: str, lines: int) -> str:
    text = say_count("listing.gap", lines, file=one_line(name, 100))
    return f'<span class="l muted" data-n="…">{escape(text)}\n</span>'


def _shown_lines(file: SourceFile) -> Iterator[tuple[int, str]]:
    text = sanitize(file.text)  # the whole of it: a carriage return in it is the end of a line
    for at, line in replace(file, text=text).numbered():
        yield at, cut(line, LINE_LIMIT)


def _runs(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Lines that follow each other without a gap."""
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        yield [at for _, at in run]


def _parts(file: SourceFile, lines: Iterable[int]) -> Iterator[tuple[int, str, list[int]]]:
    """(first line, title, lines and gaps that begin in it) of each part that has any."""
    starts = [first for _, first in file.cells] or [1]
    titles = [say("listing.cell", cell=cell) for cell, _ in file.cells] or [""]
    numbers = sorted([*lines, *(first for first, _ in file.left_out)])
    for part, own in groupby(numbers, key=lambda at: max(bisect_right(starts, at) - 1, 0)):
        yield starts[part], titles[part], list(own)


@cache
def _lexer() -> PythonLexer:
    return PythonLexer(stripnl=False, ensurenl=False)


@cache
def _class(kind: Any) -> str:
    return next((name for family, name in _CLASSES if kind in family), "")


class _Paint:
    """Colours lines until its tokens or characters are spent: text can be made to be slow for the lexer."""

    def __init__(self) -> None:
        self._tokens = COLOURED_TOKENS
        self._characters = COLOURED_CHARACTERS

    def lines(self, texts: Sequence[str]) -> Iterator[str]:
        """The lines as HTML, as many of them as could be coloured. What is very long stays without colour."""
        # Blanks at the end of a line stay with us: the lexer's time grows with the square of " \n" repeated.
        lexed = ["" if len(text) > LEXED_LINE else text.rstrip() for text in texts]
        for text, source, row in zip(texts, lexed, self._coloured("\n".join(lexed)), strict=False):
            self._characters -= len(source) + 1
            if self._characters < 0:
                return
            yield row + text[len(source) :] if source else str(escape(text))

    def _coloured(self, text: str) -> Iterator[str]:
        """A token over several lines is closed and opened again at each."""
        row: list[str] = []
        for kind, value in _lexer().get_tokens(text[: max(self._characters, 0)]):
            name = _class(kind)
            for number, part in enumerate(value.split("\n")):
                if number:
                    yield "".join(row)
                    row = []
                if part:
                    shown = str(escape(part))
                    row.append(f'<span class="{name}">{shown}</span>' if name and part.strip() else shown)
            self._tokens -= 1
            if self._tokens < 0:
                return
        yield "".join(row)
