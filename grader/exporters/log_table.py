"""A table for a log: 80 columns, and no line that a CI service could take for a command.

Every line starts with a word of ours or with ``  |``, never with text from a report.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from grader.exporters.timing_lines import (
    timing_details,
    timing_points,
    timing_summary,
    timings_visibility,
)
from grader.exporters.visible_tests import (
    is_visible,
    not_graded_reason,
    score_line,
    withheld_label,
)
from grader.exporters.workflow_commands import inert_line
from grader.failure_groups import failure_groups
from grader.messages import say, say_count
from grader.model import PerformanceResult, Report, TestResult, Verdict
from grader.phrases import ending_short, timing_title, verdict_short
from grader.text import number, plain

WIDTH = 80
_COLUMNS = (15, 14, 13, 32)  # with a gap of two between them
_MARGIN = "  | "


def plain_table(report: Report) -> str:
    """The report as lines of at most 80 columns, wide (East Asian) characters counted as two.

    What is wrong comes first: each mistake once, with the tests that it explains, where, and what to try. Then each
    test has a row; tests of a task that are all passed, or all ended alike without a result, have one together. A
    test whose visibility is not ``visible`` is a row without verdict or text. What was timed comes last.
    """
    lines = [*_head(report), *_wrong(report)]
    lines += [_row("result", "task", "points", "test"), _row(*("-" * w for w in _COLUMNS))]
    for tests in _by_task(report.tests):
        if len(tests) > 1 and _are_alike(tests):
            lines.append(_row_of_task(report, tests))
        else:
            lines += [_test_row(report, test) for test in tests]
    for result in report.performance:
        lines += _timing_rows(report, result)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(report: Report) -> Iterator[str]:
    yield fit(f"Assignment: {inert_line(report.title)} ({inert_line(report.assignment)})", WIDTH)
    yield fit(f"Student:    {inert_line(report.student)}", WIDTH)
    yield f"Score:      {score_line(report)}"
    if report.score is None:
        yield from _margin_lines([not_graded_reason(report)])
    yield from _margin_lines(report.notices)
    yield ""


def _wrong(report: Report) -> Iterator[str]:
    groups = failure_groups(report)
    if groups:
        yield say("export.wrong")
    for group in groups:
        places = "; ".join(map(str, group.lines))
        where = f"{say('export.where')} {places}" if places else ""
        hint = say("export.hint", hint=group.hint) if group.hint else ""
        title = "" if group.is_unwritten else group.title
        yield from _margin_lines([title, group.sentence, where, hint])
        yield "" if group is groups[-1] else _MARGIN


def _by_task(tests: Iterable[TestResult]) -> list[list[TestResult]]:
    found: dict[str, list[TestResult]] = {}
    for test in tests:
        found.setdefault(test.task, []).append(test)
    return list(found.values())


def _are_alike(tests: Sequence[TestResult]) -> bool:
    if not all(map(is_visible, tests)):
        return False
    if {test.verdict for test in tests} == {Verdict.PASSED}:
        return True
    reasons = {(test.verdict, test.message) for test in tests}
    return len(reasons) == 1 and tests[0].verdict is not Verdict.FAILED


def _test_row(report: Report, test: TestResult) -> str:
    if not is_visible(test):
        return _row("withheld", test.task, "", withheld_label(test.visibility))
    points = _cell_of_points(report, [test])
    return _row(verdict_short(test.verdict), test.task, points, test.title or test.id)


def _row_of_task(report: Report, tests: Sequence[TestResult]) -> str:
    points = _cell_of_points(report, tests)
    counted = say_count("export.tests", len(tests))
    return _row(verdict_short(tests[0].verdict), tests[0].task, points, counted)


def _cell_of_points(report: Report, tests: Sequence[TestResult]) -> str:
    earned = "-" if report.score is None else number(sum(test.points for test in tests))
    return f"{earned} / {number(sum(test.max_points for test in tests))}"


def _timing_rows(report: Report, result: PerformanceResult) -> Iterator[str]:
    when = timings_visibility(report)
    if when != "visible":
        yield _row("withheld", result.task, "", withheld_label(when))
        return
    points = timing_points(report, result)
    yield _row(ending_short(result), result.task, points, timing_title(result))
    yield from _margin_lines([timing_summary(result), *timing_details(result)])


def _row(*cells: str) -> str:
    first, *rest = (fit(inert_line(cell), width) for cell, width in zip(cells, _COLUMNS, strict=True))
    return "  ".join([first, *rest])


def _margin_lines(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for line in plain(text).splitlines():
            yield from (_MARGIN + part for part in wrap(inert_line(line), WIDTH - len(_MARGIN)))


def fit(text: str, width: int) -> str:
    """Padded with blanks to ``width`` columns, or cut with an ellipsis."""
    if columns(text) > width:
        while columns(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - columns(text))


def wrap(text: str, width: int) -> list[str]:
    """Broken at blanks into lines of at most ``width`` columns; a longer word is broken anywhere."""
    lines, line = [], ""
    for word in text.split():
        if line and columns(line) + 1 + columns(word) > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}" if line else word
        while columns(line) > width:
            kept = _prefix(line, width)
            lines.append(kept)
            line = line[len(kept) :]
    return [*lines, line] if line else lines


def columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(map(_columns, text))


def _columns(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _prefix(text: str, width: int) -> str:
    taken = 0
    for index, sign in enumerate(text):
        taken += _columns(sign)
        if taken > width:
            return text[:index]
    return text
