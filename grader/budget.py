"""How much of a submission a student's files show, whatever was handed in.

Work of 70 kB made a page of 500 MB: sources unpack, each line and each sign takes several bytes once it is written,
and every test may bring a message. So what is written is counted and not what came in, over all files of a report
together, and over all of its texts together. The staff's record keeps everything.
"""

from __future__ import annotations

import dataclasses
import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from grader.model import CodeLine, Report, SourceFile, TestResult, Verdict
from grader.text import UNSEEN, count, cut

SOURCE_BYTES: Final = 300_000
"""All sources of a report: 3,000 lines of 60 characters. Real submissions have 500 at most."""
TEXT_BYTES: Final = 160_000
"""All messages, hints, accounts, outputs and remarks of a report."""
PLACE_BYTES: Final = 100_000
"""All places in the code that its tests name."""
NOTICES: Final = 30
LINE_LIMIT: Final = 2_000
"""Characters of one line of a source that is cut."""

_AROUND: Final = 10
"""Lines shown before and after one that a test points to."""
_LINE, _CELL, _FILE, _PLACE = 48, 110, 250, 350
"""Bytes that a line, a cell, a file and a place take on the page beside their own text."""
_CONTROLS: Final = bytes(n for n in (*range(32), 127) if n not in b"\t\n\r")
_UNSEEN = re.compile(UNSEEN)
_LEFT_OUT: Final = 40
"""Bytes of the words that say how much of a text is left out."""


def within_budget(report: Report) -> Report:
    """The report with no more text than its files may hold: each of them stays under 1 MB.

    Every cut is told where it is: ``left_out`` of a source, a closing ``… [120 characters left out]``, a last notice.
    An ordinary report comes back as it is.

    Notes
    -----
    Sources: the surroundings of lines that tests point to come first, then the main file, then the others. Texts:
    the longest are cut, all to one size, those of tests that are shown without regard to those that are withheld.
    Places: the innermost stay.
    """
    shown = [test for test in report.tests if _is_shown(test)]
    limits = {
        True: _Limits.of(shown, _remarks(report)),
        False: _Limits.of([test for test in report.tests if not _is_shown(test)], ()),
    }
    fit = limits[True].fit
    return dataclasses.replace(
        report,
        not_graded=fit(report.not_graded),
        notices=tuple(map(fit, _few(report.notices))),
        tests=tuple(limits[_is_shown(test)].applied(test) for test in report.tests),
        performance=tuple(
            dataclasses.replace(p, message=fit(p.message), advice=tuple(map(fit, p.advice)))
            for p in report.performance
        ),
        sources=_cut_sources(report.sources, _pointed_to(shown)),
    )


def without_texts(report: Report) -> Report:
    """What the sheet and the class page need of a report; of a whole class they are kept in memory.

    What is the same for every student is the same object: a thousand reports of 90 tests would hold 90,000 titles.
    """
    return dataclasses.replace(
        report, notices=(), sources=(), limits={}, provenance=None,
        tests=tuple(
            dataclasses.replace(
                t, id=sys.intern(t.id), task=sys.intern(t.task), title=sys.intern(t.title),
                message="", hint="", lines=(), detail="", output="",
            )
            for t in report.tests
        ),
        performance=tuple(dataclasses.replace(p, sizes=(), advice=()) for p in report.performance),
    )  # fmt: skip


def written_bytes(text: str) -> int:
    """What a text takes, at most, where it takes most: as JSON, or as HTML with code in backticks set as code.

    Counted, not written: it is asked for every text of a report, and escaping a megabyte takes half a second.
    """
    data = text.encode("utf-8", "surrogatepass")
    controls = _number(data, _CONTROLS)
    json = len(data) + _number(data, b'"\\\n\t\r') + 5 * controls
    html = len(data) + 4 * _number(data, b"&\"'<>") + 6 * _number(data, b"`") + 2 * controls
    return max(json, html if text.isascii() else html + 11 * len(_UNSEEN.findall(text)))


def _number(data: bytes, signs: bytes) -> int:
    return len(data) - len(data.translate(None, signs))


def _is_shown(test: TestResult) -> bool:
    return test.visibility == "visible"


def _remarks(report: Report) -> Iterator[str]:
    """What is said of the submission as a whole."""
    yield report.not_graded
    yield from _few(report.notices)
    for timing in report.performance:
        yield timing.message
        yield from timing.advice


def _few(notices: tuple[str, ...]) -> tuple[str, ...]:
    if len(notices) <= NOTICES:
        return notices
    kept = notices[: NOTICES - 1]
    return (*kept, f"{len(notices) - len(kept):,} more remarks are not shown.")


class _Limits(NamedTuple):
    """How long a text may be, in bytes once it is written, and how many places a test may name."""

    text: int
    places: int

    @classmethod
    def of(cls, tests: Sequence[TestResult], remarks: Iterable[str]) -> _Limits:
        texts = [text for t in tests for text in (t.message, t.hint, t.detail, t.output)]
        return cls(_level(sorted(map(written_bytes, [*texts, *remarks])), TEXT_BYTES), _most_places(tests))

    def fit(self, text: str) -> str:
        return text if written_bytes(text) <= self.text else _prefix(text, self.text)

    def applied(self, test: TestResult) -> TestResult:
        return dataclasses.replace(
            test, message=self.fit(test.message), hint=self.fit(test.hint), detail=self.fit(test.detail),
            output=self.fit(test.output), lines=test.lines[-self.places :],
        )  # fmt: skip


def _level(sizes: Sequence[int], room: int) -> int:
    """The size to which the longest are cut so that all together keep to the room; sizes ascend."""
    for index, size in enumerate(sizes):
        share = room // (len(sizes) - index)
        if size > share:
            return share
        room -= size
    return sizes[-1] if sizes else 0


def _prefix(text: str, most: int) -> str:
    """The longest beginning that takes ``most`` bytes once it is written, and how much is left out after it."""
    low, high = 0, min(len(text), most)
    while low < high:
        middle = (low + high + 1) // 2
        if written_bytes(text[:middle]) <= most - _LEFT_OUT:
            low = middle
        else:
            high = middle - 1
    told = f"… [{count(len(text) - low, 'character')} left out]"
    return f"{text[:low]}{told}"


def _most_places(tests: Iterable[TestResult]) -> int:
    """How many of its innermost lines each test may name; one at least."""
    sizes = [[_PLACE + written_bytes(place.file) for place in test.lines] for test in tests]
    most = max(map(len, sizes), default=0)
    while most > 1 and sum(sum(own[-most:]) for own in sizes) > PLACE_BYTES:
        most -= 1
    return max(most, 1)


def _pointed_to(tests: Iterable[TestResult]) -> Iterator[CodeLine]:
    """Places that explain a test, the innermost first."""
    for test in tests:
        if test.verdict is not Verdict.PASSED:
            yield from reversed(test.lines)


def _cut_sources(files: tuple[SourceFile, ...], places: Iterable[CodeLine]) -> tuple[SourceFile, ...]:
    if _all_fit(files) or any(file.left_out for file in files):
        return files
    lines = [file.text.removesuffix("\n").split("\n") for file in files]
    marked = [(i, file.at(p)) for p in places for i, file in enumerate(files) if file.name == p.file]
    kept = _chosen(files, lines, marked)
    return tuple(_reduced(file, own, shown) for file, own, shown in zip(files, lines, kept, strict=True))


def _all_fit(files: Iterable[SourceFile]) -> bool:
    """Whether nothing has to be cut; what is long is not even counted."""
    room = SOURCE_BYTES
    for file in files:
        room -= _overhead(file) + len(file.text) + _LINE * file.text.count("\n") + _CELL * len(file.cells)
        if room < 0:
            return False
        room -= written_bytes(file.text) - len(file.text)
    return room >= 0


def _overhead(file: SourceFile) -> int:
    return _FILE + 2 * written_bytes(file.name)


def _chosen(
    files: Sequence[SourceFile], lines: Sequence[Sequence[str]], marked: Iterable[tuple[int, int]]
) -> list[dict[int, str]]:
    """The lines that are shown of each file, by number, cut where they are long."""
    kept: list[dict[int, str]] = [{} for _ in files]
    starts = [{first for _, first in file.cells} for file in files]
    room = SOURCE_BYTES - sum(map(_overhead, files))
    for index, at in _in_turn([len(own) for own in lines], marked):
        if at in kept[index]:
            continue
        line = cut(lines[index][at - 1], LINE_LIMIT)
        room -= written_bytes(line) + _LINE + _CELL * (at in starts[index])
        if room < 0:
            break
        kept[index][at] = line
    return kept


def _in_turn(totals: Sequence[int], marked: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """(file, line) in the order in which there is room for them."""
    for index, at in marked:
        if at:
            near = range(max(at - _AROUND, 1), min(at + _AROUND, totals[index]) + 1)
            yield from ((index, line) for line in near)
    for index, total in enumerate(totals):
        yield from ((index, line) for line in range(1, total + 1))


def _reduced(file: SourceFile, lines: Sequence[str], shown: dict[int, str]) -> SourceFile:
    numbers = sorted(shown)
    left_out = _gaps(numbers, len(lines))
    if not left_out and all(len(line) <= LINE_LIMIT for line in lines):
        return file
    ending = "\n" if numbers and (left_out or file.text.endswith("\n")) else ""
    return SourceFile(
        name=file.name, text="\n".join(shown[at] for at in numbers) + ending, left_out=left_out,
        cells=_cells_of(file.cells, [*numbers, *(first for first, _ in left_out)]),
    )  # fmt: skip


def _gaps(numbers: Iterable[int], total: int) -> tuple[tuple[int, int], ...]:
    return tuple((a + 1, b - 1) for a, b in pairwise([0, *numbers, total + 1]) if b - a > 1)


def _cells_of(cells: Sequence[tuple[int, int]], lines: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """The cells in which one of the lines lies."""
    starts = [first for _, first in cells]
    places = {bisect_right(starts, line) - 1 for line in lines}
    return tuple(cells[place] for place in sorted(places) if place >= 0)


__all__ = ["within_budget", "without_texts", "written_bytes"]
