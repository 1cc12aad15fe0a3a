"""Lines of the student's file that the report of a hidden test may show.

Line numbers come from the worker. Code that has seen a hidden input can forge a traceback and choose the number, so a
report shows at most one such number per task, in the main file, and none in a long file: a number holds at most nine
bits. All other lines are found here, in the text of the submission.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from grader.model import CodeLine, SourceFile, Verdict
from grader.plugin.outcome import Outcome

LONGEST_FILE = 500
"""Longest file, in lines, for which the line of an exception is shown. Its number holds nine bits."""
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


def hidden_test_lines(
    outcomes: Sequence[Outcome], function: str, files: Sequence[SourceFile]
) -> dict[str, tuple[CodeLine, ...]]:
    """The line shown for each hidden test of one task that does not pass, by test id.

    Parameters
    ----------
    outcomes : sequence of Outcome
        Outcomes of the task's hidden tests, in order. The first exception shows its line; all other tests show the
        definition of the function.
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
        if outcome.verdict is not Verdict.PASSED:
            lines_of_tests[outcome.spec.id] = (line,) if line else ()
    return lines_of_tests


def _innermost_line(outcome: Outcome, files: Sequence[SourceFile]) -> CodeLine | None:
    if not files or files[0].text.count("\n") >= LONGEST_FILE:
        return None
    own = [line for line in outcome.lines if line.file == files[0].name and line.line <= LONGEST_FILE]
    return own[-1] if own else None
