"""Limit the size of a student's report, whatever was handed in.

A submission of 70 kB once gave a page of 500 MB: sources are compressed in an archive, each line and each character
takes several bytes in a report, and every test may have a message. So the limits apply to the bytes that are written,
for all sources of a report together and for all of its texts together. The staff's record is not cut.
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
from grader.phrases import notebook_notice, other_work_notice
from grader.text import INVISIBLE_CHARACTERS, count, cut

SOURCE_BYTES: Final = 300_000
"""For all sources of a report: 3,000 lines of 60 characters. Real submissions have at most 500 lines."""
TEXT_BYTES: Final = 160_000
"""For all messages, hints, details, outputs, notices and pieces of advice of a report."""
PLACE_BYTES: Final = 100_000
"""For all places in the code that the tests of a report name."""
NOTICES: Final = 30
LINE_LIMIT: Final = 2_000
"""Characters of one source line, if the sources of a report are cut."""

_CONTEXT_LINES: Final = 10
"""Number of lines shown before and after a line that a test names."""
_LINE, _CELL, _FILE, _PLACE = 48, 110, 250, 350
"""Bytes that a line, a cell, a file and a place take on the page in addition to their text."""
_CONTROLS: Final = bytes(n for n in (*range(32), 127) if n not in b"\t\n\r")
_INVISIBLE = re.compile(INVISIBLE_CHARACTERS)
_OMISSION_BYTES: Final = 40
"""Bytes of the note that says how much of a text is left out."""


def within_budget(report: Report) -> Report:
    """Cut a report so that each of its files stays under 1 MB.

    Every cut is marked where it happens: by ``left_out`` of a source, by ``… [120 characters left out]`` at the end of
    a text, by a last notice. An ordinary report is returned unchanged.

    Notes
    -----
    Sources: lines near those that tests name are kept first, then the main file, then the other files. Texts: the
    longest are cut, all to the same size. Texts of visible tests and of withheld tests have separate limits. Places:
    the innermost are kept.
    """
    visible = [test for test in report.tests if _is_visible(test)]
    limits = {
        True: _TextLimits.from_texts(visible, _report_texts(report)),
        False: _TextLimits.from_texts([test for test in report.tests if not _is_visible(test)], ()),
    }
    shorten = limits[True].shorten
    return dataclasses.replace(
        report,
        not_graded=shorten(report.not_graded),
        notices=tuple(map(shorten, _limit_notices(report.notices))),
        tasks=tuple(
            dataclasses.replace(task, advice=tuple(map(shorten, task.advice))) for task in report.tasks
        ),
        tests=tuple(limits[_is_visible(test)].apply(test) for test in report.tests),
        performance=tuple(
            dataclasses.replace(p, message=shorten(p.message), advice=tuple(map(shorten, p.advice)))
            for p in report.performance
        ),
        sources=_cut_sources(report.sources, _failure_places(visible)),
    )


def without_texts(report: Report) -> Report:
    """The parts of a report that the grade sheet and the class page need. Those of a whole class are kept in memory.

    Strings that are equal for all students share one object: a thousand reports of 90 tests have 90,000 titles.
    """
    return dataclasses.replace(
        report, notices=_telling(report.notices), sources=(), limits={}, provenance=None,
        tasks=tuple(dataclasses.replace(t, advice=()) for t in report.tasks),
        tests=tuple(
            dataclasses.replace(
                t, id=sys.intern(t.id), task=sys.intern(t.task), title=sys.intern(t.title),
                message="", hint="", lines=(), detail="", output="",
            )
            for t in report.tests
        ),
        performance=tuple(dataclasses.replace(p, sizes=(), advice=()) for p in report.performance),
    )  # fmt: skip


def _telling(notices: tuple[str, ...]) -> tuple[str, ...]:
    """The notices that the sheet and the class page repeat."""
    return tuple(filter(None, (notebook_notice(notices), other_work_notice(notices))))


def written_bytes(text: str) -> int:
    """An upper bound for the bytes of a text as JSON or as HTML, whichever is larger.

    In HTML, text in backticks becomes code. The bound is computed by counting characters: it is needed for every
    text of a report, and escaping a megabyte takes half a second.
    """
    data = text.encode("utf-8", "surrogatepass")
    controls = _count_bytes(data, _CONTROLS)
    json = len(data) + _count_bytes(data, b'"\\\n\t\r') + 5 * controls
    html = len(data) + 4 * _count_bytes(data, b"&\"'<>") + 6 * _count_bytes(data, b"`") + 2 * controls
    return max(json, html if text.isascii() else html + 11 * len(_INVISIBLE.findall(text)))


def _count_bytes(data: bytes, signs: bytes) -> int:
    return len(data) - len(data.translate(None, signs))


def _is_visible(test: TestResult) -> bool:
    return test.visibility == "visible"


def _report_texts(report: Report) -> Iterator[str]:
    """The texts about the submission as a whole."""
    yield report.not_graded
    yield from _limit_notices(report.notices)
    for task in report.tasks:
        yield from task.advice
    for timing in report.performance:
        yield timing.message
        yield from timing.advice


def _limit_notices(notices: tuple[str, ...]) -> tuple[str, ...]:
    if len(notices) <= NOTICES:
        return notices
    kept = notices[: NOTICES - 1]
    return (*kept, f"{len(notices) - len(kept):,} more remarks are not shown.")


class _TextLimits(NamedTuple):
    """How many bytes a text may take once it is written, and how many places a test may name."""

    text: int
    places: int

    @classmethod
    def from_texts(cls, tests: Sequence[TestResult], remarks: Iterable[str]) -> _TextLimits:
        texts = [text for t in tests for text in (t.message, t.hint, t.detail, t.output)]
        return cls(
            _size_limit(sorted(map(written_bytes, [*texts, *remarks])), TEXT_BYTES), _place_limit(tests)
        )

    def shorten(self, text: str) -> str:
        return text if written_bytes(text) <= self.text else _prefix(text, self.text)

    def apply(self, test: TestResult) -> TestResult:
        return dataclasses.replace(
            test, message=self.shorten(test.message), hint=self.shorten(test.hint), detail=self.shorten(test.detail),
            output=self.shorten(test.output), lines=test.lines[-self.places :],
        )  # fmt: skip


def _size_limit(sizes: Sequence[int], room: int) -> int:
    """The size to cut the longest texts to, so that all fit into ``room`` bytes. ``sizes`` must be ascending."""
    for index, size in enumerate(sizes):
        share = room // (len(sizes) - index)
        if size > share:
            return share
        room -= size
    return sizes[-1] if sizes else 0


def _prefix(text: str, most: int) -> str:
    """The longest prefix of a text that takes at most ``most`` bytes, and a note about how much is left out."""
    low, high = 0, min(len(text), most)
    while low < high:
        middle = (low + high + 1) // 2
        if written_bytes(text[:middle]) <= most - _OMISSION_BYTES:
            low = middle
        else:
            high = middle - 1
    omission = f"… [{count(len(text) - low, 'character')} left out]"
    return f"{text[:low]}{omission}"


def _place_limit(tests: Iterable[TestResult]) -> int:
    """How many of its innermost places each test may name; at least one."""
    sizes = [[_PLACE + written_bytes(place.file) for place in test.lines] for test in tests]
    most = max(map(len, sizes), default=0)
    while most > 1 and sum(sum(own[-most:]) for own in sizes) > PLACE_BYTES:
        most -= 1
    return max(most, 1)


def _failure_places(tests: Iterable[TestResult]) -> Iterator[CodeLine]:
    """The places of failed tests, for each test the innermost first."""
    for test in tests:
        if test.verdict is not Verdict.PASSED:
            yield from reversed(test.lines)


def _cut_sources(files: tuple[SourceFile, ...], places: Iterable[CodeLine]) -> tuple[SourceFile, ...]:
    if _all_fit(files) or any(file.left_out for file in files):
        return files
    lines = [file.text.removesuffix("\n").split("\n") for file in files]
    marked = [(i, file.at(p)) for p in places for i, file in enumerate(files) if file.name == p.file]
    kept = _choose_lines(files, lines, marked)
    return tuple(
        _keep_lines(file, own, numbered) for file, own, numbered in zip(files, lines, kept, strict=True)
    )


def _all_fit(files: Iterable[SourceFile]) -> bool:
    """Whether nothing has to be cut. Files that are clearly too long are not counted in full."""
    room = SOURCE_BYTES
    for file in files:
        room -= _overhead(file) + len(file.text) + _LINE * file.text.count("\n") + _CELL * len(file.cells)
        if room < 0:
            return False
        room -= written_bytes(file.text) - len(file.text)
    return room >= 0


def _overhead(file: SourceFile) -> int:
    return _FILE + 2 * written_bytes(file.name)


def _choose_lines(
    files: Sequence[SourceFile], lines: Sequence[Sequence[str]], marked: Iterable[tuple[int, int]]
) -> list[dict[int, str]]:
    """The lines of each file that are kept, by number. Long lines are cut."""
    kept: list[dict[int, str]] = [{} for _ in files]
    starts = [{first for _, first in file.cells} for file in files]
    room = SOURCE_BYTES - sum(map(_overhead, files))
    for index, at in _by_priority([len(own) for own in lines], marked):
        if at in kept[index]:
            continue
        line = cut(lines[index][at - 1], LINE_LIMIT)
        room -= written_bytes(line) + _LINE + _CELL * (at in starts[index])
        if room < 0:
            break
        kept[index][at] = line
    return kept


def _by_priority(totals: Sequence[int], marked: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """(file, line) in the order of priority."""
    for index, at in marked:
        if at:
            near = range(max(at - _CONTEXT_LINES, 1), min(at + _CONTEXT_LINES, totals[index]) + 1)
            yield from ((index, line) for line in near)
    for index, total in enumerate(totals):
        yield from ((index, line) for line in range(1, total + 1))


def _keep_lines(file: SourceFile, lines: Sequence[str], kept: dict[int, str]) -> SourceFile:
    numbers = sorted(kept)
    left_out = _gaps(numbers, len(lines))
    if not left_out and all(len(line) <= LINE_LIMIT for line in lines):
        return file
    ending = "\n" if numbers and (left_out or file.text.endswith("\n")) else ""
    return SourceFile(
        name=file.name, text="\n".join(kept[at] for at in numbers) + ending, left_out=left_out,
        cells=_cells_with(file.cells, [*numbers, *(first for first, _ in left_out)]), origin=file.origin,
    )  # fmt: skip


def _gaps(numbers: Iterable[int], total: int) -> tuple[tuple[int, int], ...]:
    return tuple((a + 1, b - 1) for a, b in pairwise([0, *numbers, total + 1]) if b - a > 1)


def _cells_with(cells: Sequence[tuple[int, int]], lines: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """The cells that contain at least one of the lines."""
    starts = [first for _, first in cells]
    places = {bisect_right(starts, line) - 1 for line in lines}
    return tuple(cells[place] for place in sorted(places) if place >= 0)


__all__ = ["within_budget", "without_texts", "written_bytes"]
