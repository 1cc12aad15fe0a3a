"""The passages that two works have in common, each as places in both."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.model import SourceFile
from grader.similarity.token_stream import TokenStream, token_stream
from grader.similarity.winnowing import GRAM, Hashes, Places, grams

MOST_PLACES: Final = 8
"""What occurs more often in a work begins no passage, though it may lie in one: code may repeat itself for ever."""


class LineSpan(NamedTuple):
    """Lines of a file, 1-based and both included."""

    file: int
    """Index of the file."""
    first: int
    last: int


class Passage(NamedTuple):
    """A stretch of tokens that are equal in both works once they are folded."""

    first: LineSpan
    second: LineSpan
    tokens: int


class _Run(NamedTuple):
    """Hashes that follow each other in both works."""

    first: int
    second: int
    length: int


def passages(
    first: Sequence[SourceFile], second: Sequence[SourceFile], subtracted: Hashes
) -> tuple[Passage, ...]:
    """What two works have in common beyond what counts for nobody; the longest passage first.

    No token of a work is in two passages.
    """
    one, other = _side(first, subtracted), _side(second, subtracted)
    runs = sorted(_runs(one, other), key=lambda run: (-run.length, run.first, run.second))
    taken = np.zeros(len(one.stream), dtype=bool), np.zeros(len(other.stream), dtype=bool)
    found = []
    for run in runs:
        for a, b, tokens in _free(one, other, run, taken):
            found.append(Passage(_lines(one.stream, a, tokens), _lines(other.stream, b, tokens), tokens))
            taken[0][a : a + tokens] = True
            taken[1][b : b + tokens] = True
    return tuple(sorted(found, key=lambda passage: (-passage.tokens, passage.first, passage.second)))


class _SideGrams(NamedTuple):
    stream: TokenStream
    hashes: Hashes
    places: Places
    """The token each hash begins with."""
    next: NDArray[np.bool_]
    """Whether the hash before belongs to the token before: nothing was left out, and no part ends between."""


def _side(files: Sequence[SourceFile], subtracted: Hashes) -> _SideGrams:
    stream = token_stream(files)
    hashes, places = grams(stream)
    kept = ~np.isin(hashes, subtracted)
    hashes, places = hashes[kept], places[kept]
    parts = stream.parts[places]
    follows = (np.diff(places, prepend=-2) == 1) & (np.diff(parts, prepend=-1) == 0)
    return _SideGrams(stream, hashes, places, follows)


def _runs(one: _SideGrams, other: _SideGrams) -> Iterator[_Run]:
    """The longest runs of equal hashes: each is followed from its beginning only."""
    a, b = one.hashes.tolist(), other.hashes.tolist()
    where: dict[int, list[int]] = defaultdict(list)
    for index, value in enumerate(b):
        where[value].append(index)
    often = Counter(a)
    reached: dict[int, int] = {}
    """By diagonal: up to where it was followed."""
    for start, value in enumerate(a):
        begins = where.get(value, ())
        if max(len(begins), often[value]) > MOST_PLACES:
            continue
        for begin in begins:
            if reached.get(begin - start, -1) > start:
                continue
            length = 1
            while (
                start + length < len(a)
                and begin + length < len(b)
                and one.next[start + length]
                and other.next[begin + length]
                and a[start + length] == b[begin + length]
            ):
                length += 1
            reached[begin - start] = start + length
            yield _Run(start, begin, length)


def _free(
    one: _SideGrams, other: _SideGrams, run: _Run, taken: tuple[NDArray[np.bool_], NDArray[np.bool_]]
) -> Iterable[tuple[int, int, int]]:
    """The longest stretch of a run of which no token is in a passage yet, if it is long enough."""
    a, b = int(one.places[run.first]), int(other.places[run.second])
    tokens = run.length + GRAM - 1
    used = np.flatnonzero(taken[0][a : a + tokens] | taken[1][b : b + tokens])
    borders = [-1, *used.tolist(), tokens]
    size, start = max((end - begin - 1, begin + 1) for begin, end in itertools.pairwise(borders))
    return [(a + start, b + start, size)] if size >= GRAM else []


def _lines(stream: TokenStream, at: int, tokens: int) -> LineSpan:
    last = at + tokens - 1
    return LineSpan(int(stream.files[at]), int(stream.first_lines[at]), int(stream.last_lines[last]))
