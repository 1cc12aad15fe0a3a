"""Lines of the student's file that the report of a hidden test may show.

Line numbers come from the worker. Code that has seen a hidden input can forge a traceback and choose the number, so a
report shows at most one such number per task, in the main file, and none in a long file: a number holds at most nine
bits. All other lines are found here, in the text of the submission.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace

from grader.model import CodeLine, SourceFile, Verdict
from grader.plugin.outcome import Outcome

LONGEST_FILE = 500
"""Longest file, in lines, for which the line of an exception is shown. Its number holds nine bits."""
_HEADER = re.compile(
    r"[ \t]*(?:async[ \t]+)?(while|for|def|class|if|elif|else|with|try|except|finally|match|case)\b"
)
"""Opens a block. Other lines may be the rest of a statement, whose indentation means nothing."""
_RAISED = (Verdict.ERROR, Verdict.MEMORY, Verdict.FORBIDDEN)


def definition_line(files: Sequence[SourceFile], function: str) -> CodeLine | None:
    """The line on which the main file defines a function, found in its text; ``None`` if there is none."""
    line = _definition_row(files[0].text, function) if files else 0
    return CodeLine(file=files[0].name, line=line) if line else None


@functools.lru_cache(maxsize=32)
def _definition_row(text: str, function: str) -> int:
    """The number of the last definition with the least indentation, counted from 1; 0 if there is none."""
    name = re.escape(function)
    pattern = (
        rf"^([ \t]*)(?:(?:async[ \t]+)?def|class)[ \t]+{name}\b|^([ \t]*){name}[ \t]*(?::[^=\n]*)?=(?!=)"
    )
    found = [one for one in re.finditer(pattern, text, re.MULTILINE) if _is_outside_strings(one)]
    if not found:
        return 0
    least = min(len(each[1] or each[2] or "") for each in found)
    last = [each for each in found if len(each[1] or each[2] or "") == least][-1]
    return text.count("\n", 0, last.start()) + 1


def _is_outside_strings(found: re.Match[str]) -> bool:
    """Whether a match lies outside of multi-line strings, which often hold old versions of the code."""
    before = found.string[: found.start()]
    return all(before.count(quotes) % 2 == 0 for quotes in ('"""', "'''"))


def loop_lines(files: Sequence[SourceFile], lines: Sequence[CodeLine]) -> tuple[CodeLine, ...]:
    """The loops in which the code was when its time was up; empty if it was in none.

    Parameters
    ----------
    files : sequence of SourceFile
    lines : sequence of CodeLine
        Where each call was, outermost call first. Each ``while`` around one of them is taken, as it can be
        endless, else the outermost ``for``.
    """
    texts = {file.name: file.text for file in files}
    around = [
        [
            (CodeLine(file=line.file, line=row), kind)
            for row, kind in _loops_around(texts[line.file], line.line)
        ]
        for line in lines
        if line.file in texts
    ]
    endless = [line for loops in around for line, kind in reversed(loops) if kind == "while"]
    repeated = [loops[-1][0] for loops in around if loops]
    return tuple(dict.fromkeys(endless or repeated[:1]))


def _loops_around(text: str, row: int) -> list[tuple[int, str]]:
    """(line, ``while`` or ``for``) of the loops around a line within its function, the innermost first."""
    rows, found = text.split("\n")[:row], []
    depth = _indent(rows[-1])
    for number in range(len(rows), 0, -1):
        header = _HEADER.match(rows[number - 1])
        if header is None or (number < len(rows) and _indent(rows[number - 1]) >= depth):
            continue
        depth = _indent(rows[number - 1])
        if header[1] in ("while", "for"):
            found.append((number, header[1]))
        elif header[1] in ("def", "class"):
            break
    return found


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())


def _only_while(files: Sequence[SourceFile], function: str) -> CodeLine | None:
    """The one ``while`` of a function, found in its text; ``None`` if there is none or several."""
    own = definition_line(files, function)
    if own is None:
        return None
    rows = files[0].text.split("\n")
    depth, found = _indent(rows[own.line - 1]), []
    for number, row in enumerate(rows[own.line :], own.line + 1):
        if row.strip() and _indent(row) <= depth and not row.lstrip().startswith((")", "#")):
            break
        if (header := _HEADER.match(row)) and header[1] == "while":
            found.append(number)
    return CodeLine(file=own.file, line=found[0]) if len(found) == 1 else None


def hidden_test_lines(
    outcomes: Sequence[Outcome], function: str, files: Sequence[SourceFile]
) -> dict[str, tuple[CodeLine, ...]]:
    """The line shown for each hidden test of one task that does not pass, by test id.

    Parameters
    ----------
    outcomes : sequence of Outcome
        Outcomes of the task's hidden tests, in order. The first exception shows its line. A time limit shows the one
        ``while`` of the function, if it has one. All other tests show the definition of the function.
    function : str
    files : sequence of SourceFile
        The files of the submission, the main file first.
    """
    own = definition_line(files, function)
    lines_of_tests: dict[str, tuple[CodeLine, ...]] = {}
    raised: CodeLine | None = None
    for outcome in outcomes:
        line = own
        if raised is None and outcome.verdict in _RAISED:
            line = raised = _innermost_line(outcome, files) or own
        elif outcome.verdict is Verdict.TIMEOUT:
            line = _only_while(files, function) or own
        if outcome.verdict is not Verdict.PASSED:
            lines_of_tests[outcome.spec.id] = (line,) if line else ()
    return lines_of_tests


def _innermost_line(outcome: Outcome, files: Sequence[SourceFile]) -> CodeLine | None:
    if not files or files[0].text.count("\n") >= LONGEST_FILE:
        return None
    own = [line for line in outcome.lines if line.file == files[0].name and line.line <= LONGEST_FILE]
    return replace(own[-1], column=None) if own else None  # a column would hold more bits
