"""Which of the student's lines a hidden test may point to.

A line number comes from the worker, and code that has seen a hidden input can forge a traceback: each line shown is a
number it may choose. So there is one for a task, in the main file, and none in a file so long that the number would
hold more than nine bits; all other places are found here, in the text that was handed in.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from grader.model import CodeLine, SourceFile, Verdict
from grader.plugin.outcome import Outcome

LONGEST_FILE = 500
"""Lines of a file up to which a line of an exception is shown: nine bits."""
_RAISED = (Verdict.ERROR, Verdict.MEMORY, Verdict.FORBIDDEN)


def definition(files: Sequence[SourceFile], function: str) -> CodeLine | None:
    """Where the main file defines a function, by its text: the last of the least indented places."""
    line = _defined(files[0].text, function) if files else 0
    return CodeLine(file=files[0].name, line=line) if line else None


@functools.lru_cache(maxsize=32)
def _defined(text: str, function: str) -> int:
    """The line, from 1 on; 0 if there is none. Every test of a task that fails asks for the same."""
    name = re.escape(function)
    pattern = (
        rf"^([ \t]*)(?:(?:async[ \t]+)?def|class)[ \t]+{name}\b|^([ \t]*){name}[ \t]*(?::[^=\n]*)?=(?!=)"
    )
    found = [one for one in re.finditer(pattern, text, re.MULTILINE) if _outside_texts(one)]
    if not found:
        return 0
    least = min(len(each[1] or each[2] or "") for each in found)
    last = [each for each in found if len(each[1] or each[2] or "") == least][-1]
    return text.count("\n", 0, last.start()) + 1


def _outside_texts(found: re.Match[str]) -> bool:
    """No text of several lines is open there: old versions are often put away in one."""
    before = found.string[: found.start()]
    return all(before.count(quotes) % 2 == 0 for quotes in ('"""', "'''"))


def hinted(
    outcomes: Sequence[Outcome], function: str, files: Sequence[SourceFile]
) -> dict[str, tuple[CodeLine, ...]]:
    """The line of each hidden test of one task that did not pass.

    Parameters
    ----------
    outcomes : sequence of Outcome
        Of the task's hidden tests, in order. The first that raised shows where; all others show where the function
        is defined.
    function : str
    files : sequence of SourceFile
        What was handed in, the main file first.
    """
    own = definition(files, function)
    shown: dict[str, tuple[CodeLine, ...]] = {}
    raised: CodeLine | None = None
    for outcome in outcomes:
        line = own
        if raised is None and outcome.verdict in _RAISED:
            line = raised = _innermost(outcome, files) or own
        if outcome.verdict is not Verdict.PASSED:
            shown[outcome.spec.id] = (line,) if line else ()
    return shown


def _innermost(outcome: Outcome, files: Sequence[SourceFile]) -> CodeLine | None:
    if not files or files[0].text.count("\n") >= LONGEST_FILE:
        return None
    own = [line for line in outcome.lines if line.file == files[0].name and line.line <= LONGEST_FILE]
    return own[-1] if own else None
