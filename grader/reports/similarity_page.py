"""The pages about similar code: a list of the pairs of a class, and each pair side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from markupsafe import Markup

from grader.messages import say_count
from grader.model import SourceFile
from grader.reports.listing import coloured_lines
from grader.reports.page import render
from grader.similarity import EvidencePair, LineSpan
from grader.text import one_line

PASSAGES: Final = 40
"""Passages of a pair that a page shows."""
EXCERPT_BYTES: Final = 160_000
"""Of all passages of one side on a page, so that a page stays under 1 MB."""
LISTING_BYTES: Final = 220_000
"""Of the whole code of one side on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilaritySummary:
    """What a comparison says as a whole."""

    course: str
    title: str
    """Of the assignment."""
    works: int
    without_own: int
    """Works that have no code of their own: a starter, or what everybody wrote."""
    cut: tuple[str, ...]
    """Students of whose work only the beginning was compared."""
    found: int
    minimum: float


class PairRow(NamedTuple):
    """A line of the list: a pair and the path of its page."""

    pair: EvidencePair
    path: str


class Excerpt(NamedTuple):
    """A passage as one side shows it."""

    title: str
    anchor: str
    """Of its first line in the whole code."""
    html: Markup


class PassageView(NamedTuple):
    """A passage side by side; without code where a page has no room for more."""

    number: int
    tokens: int
    first: Excerpt
    second: Excerpt


class CodeView(NamedTuple):
    """A whole file, with the passages marked."""

    name: str
    html: Markup


class SideView(NamedTuple):
    """One side of the page."""

    name: str
    share: float
    """Of its own code, in per cent, that lies in the other side."""
    files: tuple[CodeView, ...]


def names_of(students: Sequence[str]) -> str:
    """Whose work it is: a student, or the students of a group."""
    return one_line(", ".join(students), 300)


def index_html(summary: SimilaritySummary, rows: Sequence[PairRow]) -> str:
    """The list of pairs, the most alike first."""
    heading = f"Similar code · {summary.title}"
    return render(
        "similarity.html.j2", heading=heading, summary=summary, rows=rows, names=names_of, cut=", ".join(summary.cut)
    )  # fmt: skip


def pair_html(
    pair: EvidencePair, first: Sequence[SourceFile], second: Sequence[SourceFile], *, title: str, number: int
) -> str:
    """One pair: its passages side by side, then the whole code of both.

    Parameters
    ----------
    pair : EvidencePair
    first, second : sequence of SourceFile
        The files of both works.
    title : str
        Of the assignment.
    number : int
        Place of the pair in the list.
    """
    one = _SideRows("a", first, [passage.first for passage in pair.passages[:PASSAGES]])
    other = _SideRows("b", second, [passage.second for passage in pair.passages[:PASSAGES]])
    shown = list(_passages(pair, one, other))
    return render(
        "similarity_pair.html.j2",
        heading=f"Pair {number} · {title}",
        title=title,
        pair=pair,
        passages=shown,
        more=len(pair.passages) - len(shown),
        sides=(
            SideView(names_of(pair.first), 100 * pair.of_first, tuple(one.listings())),
            SideView(names_of(pair.second), 100 * pair.of_second, tuple(other.listings())),
        ),
    )


def _passages(pair: EvidencePair, one: _SideRows, other: _SideRows) -> Iterator[PassageView]:
    """The passages as far as both sides have room."""
    for index, (passage, places) in enumerate(zip(pair.passages[:PASSAGES], pair.places, strict=False)):
        left, right = one.excerpt(index, str(places[0])), other.excerpt(index, str(places[1]))
        if left is None or right is None:
            return
        yield PassageView(index + 1, passage.tokens, left, right)


class _SideRows:
    """The code of one work, and how many bytes of it the page may still show."""

    def __init__(self, prefix: str, files: Sequence[SourceFile], spans: Sequence[LineSpan]) -> None:
        self._prefix = prefix
        self._files = files
        self._spans = spans
        self._rows = coloured_lines(files)
        self._left = EXCERPT_BYTES

    def excerpt(self, index: int, title: str) -> Excerpt | None:
        """The lines of a passage; nothing where there is no more room."""
        span = self._spans[index]
        rows = [self._row(span.file, at) for at in range(span.first, span.last + 1)]
        size = sum(len(row.encode()) for row in rows)
        if size > self._left:
            return None
        self._left -= size
        return Excerpt(title, self._anchor(index), Markup("").join(rows))

    def listings(self) -> Iterator[CodeView]:
        """The whole files, one after the other, as far as there is room."""
        left = LISTING_BYTES
        for index, file in enumerate(self._files):
            marks = self._marks(index)
            shown: list[Markup] = []
            for at in self._rows[index]:
                row = self._row(index, at, marks.get(at, 0))
                left -= len(row.encode())
                if left < 0:
                    break
                shown.append(row)
            missing = len(self._rows[index]) - len(shown)
            if missing:
                gap = say_count("listing.gap", missing, file=one_line(file.name, 100))
                shown.append(Markup('<span class="l muted" data-n="…">{}\n</span>').format(gap))
            yield CodeView(one_line(file.origin or file.name, 100), Markup("").join(shown))

    def _marks(self, file: int) -> dict[int, int]:
        """Lines of a file that lie in a passage, with its number; of two passages in a line the longer one."""
        return {
            at: number
            for number, span in reversed(list(enumerate(self._spans, start=1)))
            if span.file == file
            for at in range(span.first, span.last + 1)
        }

    def _row(self, file: int, at: int, passage: int = 0) -> Markup:
        """A line with its number; ``passage`` is the number of the passage it is marked for."""
        code = self._rows[file].get(at, Markup())
        number = self._files[file].place(at).line
        if not passage:
            return Markup('<span class="l" data-n="{}">{}\n</span>').format(number, code)
        begins = self._spans[passage - 1].first == at
        anchor = Markup(' id="{}"').format(self._anchor(passage - 1)) if begins else Markup()
        return Markup('<span class="l same" data-p="{}" data-n="{}"{}>{}\n</span>').format(
            passage, number, anchor, code
        )

    def _anchor(self, index: int) -> str:
        return f"{self._prefix}{index + 1}"
